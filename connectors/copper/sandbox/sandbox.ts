import { describeFaults, runVendor, type SandboxDefinition } from '../../../src/sandbox-kit/index.ts';
import { openAccount, type Account } from './account.ts';
import { activityEndpoints } from './activity-endpoints.ts';
import { connectEndpoints } from './connect-endpoints.ts';
import { dealControl } from './deals/deal-control.ts';
import type { Endpoint } from './endpoint.ts';
import { refuse } from './errors.ts';
import { adminKey, adminUser, basePath } from './facts.ts';
import { openGate, routesOf } from './gate.ts';
import { prepareTimes } from '../../../src/sandbox-kit/index.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import { opportunityEndpoints } from './deals/opportunity-endpoints.ts';
import { peopleEndpoints } from './people-endpoints.ts';
import { relatedEndpoints } from './deals/related-endpoints.ts';
import { tableEndpoints } from './table-endpoints.ts';
import { tagEndpoints } from './tag-endpoints.ts';
import { userEndpoints } from './user-endpoints.ts';
import { userId } from './seed/users.ts';
import { vendorFaults } from './vendor-faults.ts';
import { webhookEndpoints } from './webhook-endpoints.ts';

const connector = 'copper';

/** Copper, emulated: one account with opportunities, the tables they refer to, and both kinds of credentials. */
export const sandbox: SandboxDefinition = {
  connector,
  faults: describeFaults(vendorFaults(openAccount({ deals: 0 }))),
  start(options = {}) {
    const account = openAccount(options);
    prepareTimes(account.store);
    const routes = routesOf(endpoints(account));
    return runVendor(
      {
        connector,
        credentials: { apiKey: adminKey, userEmail: emailOf(account, adminUser) },
        basePath,
        clock: account.clock,
        routes: [...routes.keys()],
        faults: vendorFaults(account),
        windows: account.windows,
        deals: dealControl(account),
        gate: openGate(account, routes),
        refuse,
      },
      options,
    );
  },
};

function emailOf({ users }: Account, user: number): string {
  return users.find(({ id }) => id === userId(user))?.email ?? '';
}

function endpoints(account: Account): readonly Endpoint[] {
  return [
    ...opportunityEndpoints(account),
    ...relatedEndpoints(account),
    ...activityEndpoints(account),
    ...tableEndpoints(account),
    ...userEndpoints(account),
    ...tagEndpoints(account),
    ...connectEndpoints(account),
    ...peopleEndpoints(account),
    ...webhookEndpoints(account),
    ...oauthEndpoints(),
  ];
}
