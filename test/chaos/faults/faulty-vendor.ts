import { sandboxes } from '../../../connectors/sandboxes.ts';
import { bundledConnector } from '../../../src/bundled.ts';
import { openConnection } from '../../../src/client/open-connection.ts';
import type { OpenConnection } from '../../../src/client/connection-types.ts';
import type { TimeoutOptions } from '../../../src/http/session-options.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/sandbox.ts';
import { jumpingClock } from '../../support/open-test-session.ts';
import { faultProxy, type FaultProxy, type ProxiedRequest, type ProxyRules } from './fault-proxy.ts';

/** Deals on a page that has room for a hundred and more: three pages of everything. */
const pageSize = 8;
const deals = 20;

const rules: Readonly<Record<string, ProxyRules>> = {
  hubspot: {
    isPage: ({ method, target }) => method === 'GET' && /\/(?:deals|0-3)\?/.test(target),
    smaller: (asked) => ({ ...asked, target: asked.target.replace(/\blimit=\d+/, `limit=${pageSize}`) }),
  },
  pipedrive: {
    isPage: ({ method, target }) => method === 'GET' && /\/deals(?:\/archived)?\?/.test(target),
    smaller: (asked) => ({ ...asked, target: asked.target.replace(/\blimit=\d+/, `limit=${pageSize}`) }),
  },
  copper: {
    isPage: ({ target }) => target.includes('/opportunities/search'),
    smaller: (asked) => ({
      ...asked,
      body: asked.body.replace(/"page_size":\d+/, `"page_size":${pageSize}`),
    }),
    // A total above the page's own room says that more may follow a short page.
    adjust: (answer) => ({ ...answer, headers: { ...answer.headers, 'x-pw-total': '1000' } }),
  },
};

/** Requests of a run that reads changes: searches, listings of what was changed, archived or deleted, and reads by id. */
function readsDeals({ target }: ProxiedRequest): boolean {
  return /\/(?:deals|0-3|opportunities)(?:[/?]|$)/.test(target);
}

export interface FaultyVendor {
  readonly sandbox: RunningSandbox;
  readonly proxy: FaultProxy;
  /** A connection that never waits in earnest. */
  connect(timeouts?: TimeoutOptions): Promise<OpenConnection>;
  close(): Promise<void>;
}

/** An emulated vendor behind a proxy that can damage its answers. */
export async function faultyVendor(
  connector: string,
  meets: 'pages' | 'changes' = 'pages',
): Promise<FaultyVendor> {
  const definition = sandboxes.find((one) => one.connector === connector);
  const rule = rules[connector];
  if (definition === undefined || rule === undefined) throw new Error(`No vendor ${connector}.`);
  const sandbox = await definition.start({ deals, seed: 3, limits: 'off' });
  const isPage = meets === 'pages' ? rule.isPage : readsDeals;
  const proxy = await faultProxy(sandbox.baseUrl, { ...rule, isPage });
  return {
    sandbox,
    proxy,
    connect(timeouts = {}) {
      const options = {
        connector: bundledConnector(connector),
        baseUrl: proxy.url,
        credentials: sandbox.credentials,
        limits: 'off',
        retry: { attempts: 3 },
        timeouts,
        clock: jumpingClock(Date.now()),
        random: () => 0.5,
      } as const;
      return openConnection(options);
    },
    async close() {
      await proxy.close();
      await sandbox.close();
    },
  };
}
