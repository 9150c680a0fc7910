import {
  describeFaults,
  runVendor,
  type CountedWindow,
  type SandboxDefinition,
} from '../../../src/sandbox-kit/index.ts';
import { openAccount, type Account } from './account.ts';
import { conversionEndpoints } from './deals/conversion-endpoints.ts';
import { dealControl } from './deals/deal-control.ts';
import { dealEndpoints } from './deals/deal-endpoints.ts';
import { dealPartsEndpoints } from './deals/deal-parts-endpoints.ts';
import { routesOf } from './endpoint.ts';
import { refuse } from './errors.ts';
import { openGate } from './gate.ts';
import type { Meters } from './meters.ts';
import { prepareTimes } from '../../../src/sandbox-kit/index.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import { peopleEndpoints } from './people/people-endpoints.ts';
import { peopleWrites } from './people/people-writes.ts';
import { productEndpoints } from './deals/product-endpoints.ts';
import { fieldOptionWrites } from './field-option-writes.ts';
import { fieldWrites } from './field-writes.ts';
import { salesWrites } from './pipelines/sales-writes.ts';
import { tableEndpoints } from './table-endpoints.ts';
import { apiToken } from './tokens.ts';
import { oldDealEndpoints } from './v1/v1-deal-endpoints.ts';
import { oldTableEndpoints } from './v1/v1-endpoints.ts';
import { vendorFaults } from './vendor-faults.ts';
import { webhookEndpoints } from './webhook-endpoints.ts';

const connector = 'pipedrive';

/** Pipedrive, emulated: one company with deals in both versions of the API. */
export const sandbox: SandboxDefinition = {
  connector,
  faults: describeFaults(vendorFaults(openAccount({ deals: 0 }))),
  start(options = {}) {
    const account = openAccount(options);
    prepareTimes(account.store);
    const routes = routesOf([
      // Fixed paths stand before those with an id in their place.
      ...productEndpoints(account),
      ...dealPartsEndpoints(account),
      ...dealEndpoints(account),
      ...conversionEndpoints(account),
      ...tableEndpoints(account),
      ...salesWrites(account),
      ...fieldWrites(account),
      ...fieldOptionWrites(account),
      ...peopleEndpoints(account),
      ...peopleWrites(account),
      ...oldTableEndpoints(account),
      ...oldDealEndpoints(account),
      ...webhookEndpoints(account),
      ...oauthEndpoints(account),
    ]);
    const gate = openGate(account, routes);
    return runVendor(
      {
        connector,
        credentials: { apiToken },
        clock: account.clock,
        routes: [...routes.keys()],
        faults: vendorFaults(account),
        windows: {
          burst: counted(account, ({ burst }) => burst),
          'oauth-burst': counted(account, ({ oauthBurst }) => oauthBurst),
          search: counted(account, ({ search }) => search),
          daily: counted(account, ({ daily }) => daily),
        },
        deals: dealControl(account),
        gate: (request, route) => gate.refuse(request, route),
        dress: (request, reply) => gate.dress(request, reply),
        refuse,
      },
      options,
    );
  },
};

/** Meters are replaced when the plan changes. */
function counted(account: Account, read: (meters: Meters) => CountedWindow): CountedWindow {
  return {
    get limit() {
      return read(account.meters).limit;
    },
    get peak() {
      return read(account.meters).peak;
    },
  };
}
