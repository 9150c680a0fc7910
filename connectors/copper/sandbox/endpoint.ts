import { Refused, type SandboxAnswer, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import type { StoredDealState } from './deals/deal-state.ts';
import { notFound, notFoundShort, unauthorised } from './errors.ts';
import { viewerOf, visibleDeal, type Viewer } from './viewer.ts';

/** One endpoint below the base path. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** True where the limit of bulk endpoints counts too. */
  readonly bulk?: boolean;
  /** True for what lies beside the API: no base path, no credentials, no limits. */
  readonly root?: boolean;
  readonly handle: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;
}

/** Whoever sent the request. @throws Refused where the credentials open nothing. */
export function requireViewer(account: Account, request: SandboxRequest): Viewer {
  const viewer = viewerOf(account, request);
  if (viewer === undefined) throw new Refused(unauthorised());
  return viewer;
}

/** The `:id` of the path, or what it is called there, as a number. @throws Refused with the short 404 for text, as for an unknown route. */
export function requestedId({ params }: SandboxRequest, name = 'id'): number {
  const text = params[name] ?? '';
  if (!/^\d+$/.test(text)) throw new Refused(notFoundShort);
  return Number(text);
}

/** The refusal of a record that does not exist, in the form that is switched on. */
export function missing({ settings }: Account): SandboxAnswer {
  return settings.shortNotFound ? notFoundShort : notFound;
}

/** The opportunity the path names. @throws Refused with a 404 where there is none that the viewer may see. */
export function requestedDeal(account: Account, request: SandboxRequest): StoredDealState {
  const id = requestedId(request);
  const deal = visibleDeal(account, requireViewer(account, request), id);
  if (deal === undefined) throw new Refused(missing(account));
  return deal;
}
