/** What the app was granted: https://pipedrive.readme.io/docs/marketplace-scopes-and-permissions-explanations (2026-11-22). */
export const grantedScopes: readonly string[] = [
  'base',
  'deals:full',
  'deals:read',
  'contacts:read',
  'users:read',
  'activities:read',
  'leads:read',
  'webhooks:full',
];

/** True where the app holds one of the scopes an endpoint asks for. */
export function isGranted(needed: readonly string[], lacking: ReadonlySet<string>): boolean {
  return needed.length === 0 || needed.some((scope) => grantedScopes.includes(scope) && !lacking.has(scope));
}
