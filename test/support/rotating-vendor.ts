import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A vendor that takes no chances: each renewal ends all earlier tokens, and a used refresh token ends everything. */
export interface RotatingVendor {
  readonly baseUrl: string;
  /** What an account is connected with at first. Its access token is dead already. */
  readonly first: { readonly token: string; readonly refreshToken: string; readonly expiresAt: string };
  /** Every token it ever gave out. */
  readonly tokens: readonly string[];
  /** Successful renewals. */
  readonly renewals: number;
  /** Renewals with a refresh token that had been used before. */
  readonly reuses: number;
  /** Lets the access token die, whatever was said of its life. */
  endAccess(): void;
  /** Keeps the next renewal waiting; resolves when it has come, to what lets it be carried out. */
  holdRenewal(): Promise<() => void>;
  /** Makes the account look as if it had just been connected. */
  reconnect(): void;
  close(): Promise<void>;
}

interface State {
  generation: number;
  access: string;
  refresh: string;
  renewals: number;
  reuses: number;
  held: ((release: () => void) => void) | undefined;
  readonly tokens: string[];
}

export async function rotatingVendor(): Promise<RotatingVendor> {
  const state: State = {
    generation: 0,
    access: 'none',
    refresh: 'canary-refresh-0',
    renewals: 0,
    reuses: 0,
    held: undefined,
    tokens: ['canary-refresh-0', 'canary-access-0'],
  };
  const server = createServer((request, response) => void serve(state, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    first: {
      token: 'canary-access-0',
      refreshToken: 'canary-refresh-0',
      expiresAt: '2020-01-01T00:00:00.000Z',
    },
    tokens: state.tokens,
    get renewals() {
      return state.renewals;
    },
    get reuses() {
      return state.reuses;
    },
    endAccess: () => (state.access = 'none'),
    holdRenewal: () => new Promise((resolve) => (state.held = resolve)),
    reconnect: () =>
      Object.assign(state, {
        access: 'none',
        refresh: 'canary-refresh-0',
        renewals: 0,
        reuses: 0,
        held: undefined,
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (request.url !== '/oauth/token') {
    const isKnown = request.headers.authorization === `Bearer ${state.access}`;
    answer(isKnown ? 200 : 401, { path: request.url });
    return;
  }
  const { held } = state;
  state.held = undefined;
  if (held !== undefined) await new Promise<void>((release) => held(release));
  renew(state, new URLSearchParams(text).get('refresh_token'), answer);
}

function renew(state: State, used: string | null, answer: (status: number, body: object) => void): void {
  if (used !== state.refresh) {
    state.reuses += 1;
    state.access = 'none';
    state.refresh = 'none';
    answer(400, { error: 'invalid_grant' });
    return;
  }
  state.renewals += 1;
  state.generation += 1;
  state.access = `canary-access-${state.generation}`;
  state.refresh = `canary-refresh-${state.generation}`;
  state.tokens.push(state.access, state.refresh);
  answer(200, { access_token: state.access, refresh_token: state.refresh, expires_in: 1800 });
}
