import type { VendorSession } from '../../src/connector-kit/index.ts';
import { PropertyDefinitions, type PropertyDefinition } from './native-schema.ts';
import { pathsOf } from './paths.ts';
import { sharedLoad } from './shared-load.ts';

/** All deal properties of the account, HubSpot's own included. One answer, several hundred of them. */
export const propertyDefinitions = sharedLoad(
  async (session: VendorSession): Promise<ReadonlyMap<string, PropertyDefinition>> => {
    const answer = await session.request(
      { method: 'GET', path: pathsOf(session).properties },
      PropertyDefinitions,
    );
    return new Map(answer.results.map((property) => [property.name, property]));
  },
);
