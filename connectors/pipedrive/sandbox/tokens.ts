import type { VendorClock } from '../../../src/sandbox-kit/index.ts';
import { accessTokenSeconds, codeLifeMs, refreshTokenIdleMs } from './facts.ts';

/** Invented credentials that open this sandbox and nothing else. */
export const apiToken = 'sandbox0api0token0000000000000000000001';
export const clientId = 'sandbox-client-id';
export const clientSecret = 'sandbox-client-secret';
export const refreshToken = '7788990:70011:sandbox-refresh-token';

export type TokenKind = 'api-token' | 'oauth';

/** The company's credentials. */
export interface Tokens {
  /** Undefined for unknown, revoked and expired ones. */
  kindOf(token: string, scheme: TokenKind): TokenKind | undefined;
  /** A code that can be exchanged once. */
  issueCode(): string;
  /** True the first time a living code is shown. */
  spendCode(code: string): boolean;
  issue(): string;
  /** True where the refresh token lives; its idle time starts anew. */
  useRefreshToken(token: string): boolean;
  /** Takes an access token, or with the refresh token all of them. */
  revoke(token: string): void;
}

/** Starts with the API token and an app that was installed just now. */
export function openTokens(clock: VendorClock): Tokens {
  const codes = new Map<string, number>();
  const issued = new Map<string, number>();
  let counter = 0;
  let refreshableUntilMs = clock.nowMs() + refreshTokenIdleMs;
  const next = (what: string): string => {
    counter += 1;
    return `7788990:70011:sandbox-${what}-${counter}`;
  };
  return {
    kindOf(token, scheme) {
      if (scheme === 'api-token') return token === apiToken ? 'api-token' : undefined;
      return clock.nowMs() < (issued.get(token) ?? 0) ? 'oauth' : undefined;
    },
    issueCode() {
      const code = next('code');
      codes.set(code, clock.nowMs() + codeLifeMs);
      return code;
    },
    spendCode(code) {
      const untilMs = codes.get(code) ?? 0;
      codes.delete(code);
      const lives = clock.nowMs() < untilMs;
      if (lives) refreshableUntilMs = clock.nowMs() + refreshTokenIdleMs;
      return lives;
    },
    issue() {
      const token = next('access-token');
      issued.set(token, clock.nowMs() + accessTokenSeconds * 1000);
      return token;
    },
    useRefreshToken(token) {
      const lives = token === refreshToken && clock.nowMs() < refreshableUntilMs;
      if (lives) refreshableUntilMs = clock.nowMs() + refreshTokenIdleMs;
      return lives;
    },
    revoke(token) {
      issued.delete(token);
      if (token !== refreshToken) return;
      issued.clear();
      refreshableUntilMs = 0;
    },
  };
}
