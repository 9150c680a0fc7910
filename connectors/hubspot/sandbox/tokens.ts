import type { VendorClock } from '../../../src/sandbox-kit/index.ts';
import { tokenLifeSeconds } from './facts.ts';

/** Invented credentials that open this sandbox and nothing else. */
export const privateToken = 'pat-na1-sandbox-00000000-0000-4000-8000-000000000001';
export const clientId = 'sandbox-client-id';
export const clientSecret = 'sandbox-client-secret';
export const refreshToken = 'sandbox-refresh-token';
export const authorisationCode = 'sandbox-authorisation-code';

export type TokenKind = 'private' | 'oauth';

/** The account's credentials. */
export interface Tokens {
  /** `expired` for a token that was good once. */
  kindOf(token: string): TokenKind | 'expired' | undefined;
  /** True for the refresh token, while it is not revoked. */
  isRefreshToken(token: string): boolean;
  issue(): { readonly accessToken: string; readonly expiresInSeconds: number };
  expiresAtMs(token: string): number | undefined;
  /** Of a refresh token: access tokens live on until their time is over. */
  revoke(token: string): void;
  /** Makes a revoked refresh token good again, as the consent of people does. */
  consent(): void;
}

/** Starts with the private token only. */
export function openTokens(clock: VendorClock): Tokens {
  const issued = new Map<string, number>();
  let counter = 0;
  let mayRefresh = true;
  return {
    kindOf(token) {
      if (token === privateToken) return 'private';
      const expiresAtMs = issued.get(token);
      if (expiresAtMs === undefined) return undefined;
      return clock.nowMs() < expiresAtMs ? 'oauth' : 'expired';
    },
    issue() {
      counter += 1;
      const accessToken = `sandbox-access-token-${counter}`;
      issued.set(accessToken, clock.nowMs() + tokenLifeSeconds * 1000);
      return { accessToken, expiresInSeconds: tokenLifeSeconds };
    },
    expiresAtMs: (token) => issued.get(token),
    isRefreshToken: (token) => mayRefresh && token === refreshToken,
    revoke(token) {
      if (token === refreshToken) mayRefresh = false;
      issued.delete(token);
    },
    consent() {
      mayRefresh = true;
    },
  };
}
