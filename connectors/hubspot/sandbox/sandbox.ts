import { describeFaults, runVendor, type SandboxDefinition } from '../../../src/sandbox-kit/index.ts';
import { associationEndpoints } from './associations/association-endpoints.ts';
import { associationV3Endpoints } from './associations/association-v3-endpoints.ts';
import { associationWriteEndpoints } from './associations/association-write-endpoints.ts';
import { batchWriteEndpoints } from './deals/batch-write-endpoints.ts';
import { openContext, type Context } from './context.ts';
import { dealControl } from './deals/deal-control.ts';
import { routesOf, type Endpoint } from './endpoint.ts';
import { refuse } from './errors.ts';
import { openGate } from './gate.ts';
import { metadataEndpoints } from './metadata-endpoints.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import { pipelineEndpoints } from './pipelines/pipeline-endpoints.ts';
import { pipelineWriteEndpoints } from './pipelines/pipeline-write-endpoints.ts';
import { stageWriteEndpoints } from './pipelines/stage-write-endpoints.ts';
import { openPortal } from './portal.ts';
import { groupEndpoints } from './properties/group-endpoints.ts';
import { propertyWriteEndpoints } from './properties/property-write-endpoints.ts';
import { propertyEndpoints } from './property-endpoints.ts';
import { readEndpoints } from './deals/read-endpoints.ts';
import { searchEndpoint } from './search/search-endpoint.ts';
import { privateToken } from './tokens.ts';
import { vendorFaults } from './vendor-faults.ts';
import { writeEndpoints } from './deals/write-endpoints.ts';

const connector = 'hubspot';

/** HubSpot, emulated: one account with deals, contacts, companies, leads and owners, in every version of the API. */
export const sandbox: SandboxDefinition = {
  connector,
  faults: describeFaults(vendorFaults(openPortal({ deals: 0 }))),
  start(options = {}) {
    const portal = openPortal(options);
    const context = openContext(portal);
    const routes = routesOf(endpoints(context));
    const gate = openGate(portal, routes);
    const { burst, oauthBurst, search, associations, daily } = portal.windows;
    return runVendor(
      {
        connector,
        credentials: { accessToken: privateToken, tier: 'professional' },
        clock: portal.clock,
        routes: [...routes.keys()],
        faults: vendorFaults(portal),
        windows: { burst, 'oauth-burst': oauthBurst, search, associations, daily },
        deals: dealControl(context),
        gate: (request, route) => gate.refuse(request, route),
        dress: (request, reply) => gate.dress(request, reply),
        refuse,
      },
      options,
    );
  },
};

function endpoints(context: Context): readonly Endpoint[] {
  return [
    ...readEndpoints(context),
    searchEndpoint(context),
    ...writeEndpoints(context),
    ...batchWriteEndpoints(context),
    ...associationEndpoints(context),
    ...associationWriteEndpoints(context),
    ...associationV3Endpoints(context),
    ...pipelineEndpoints(context),
    ...pipelineWriteEndpoints(context),
    ...stageWriteEndpoints(context),
    ...groupEndpoints(context),
    ...propertyEndpoints(context),
    ...propertyWriteEndpoints(context),
    ...metadataEndpoints(context),
    ...oauthEndpoints(context),
  ];
}
