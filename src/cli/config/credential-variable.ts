/** What the environment variables of a connection's credentials begin with: `OPPORTUNE_ACME_`. */
export function variablePrefix(connection: string): string {
  return `OPPORTUNE_${connection.replace(/[^A-Za-z0-9]/g, '_').toUpperCase()}_`;
}

/** The environment variable of one credential: `OPPORTUNE_ACME_ACCESS_TOKEN`. */
export function credentialVariable(connection: string, credential: string): string {
  return variablePrefix(connection) + credential.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
