import { quoteIdentifier } from '../identifiers.ts';
import { StoreError } from '../store-error.ts';

/** A PostgreSQL database, and the schema in it. */
export interface PostgresPlace {
  /** For the driver, which reads host, user, password, database and SSL settings out of it. */
  readonly connectionString: string;
  /** The schema of our tables; undefined for the first of the server's search path. */
  readonly schema: string | undefined;
  /** For people: without password and settings. */
  readonly name: string;
  /** What must not appear in any message. */
  readonly secrets: readonly string[];
}

const form = 'postgres://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME';

/**
 * Reads `postgres://…` or `postgresql://…`. Everything but `schema` is the driver's:
 * https://node-postgres.com/features/ssl
 *
 * @throws StoreError `bad-destination`. No message holds any part of a text that cannot be read.
 */
export function parsePostgresUrl(text: string): PostgresPlace {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^postgres(?:ql)?:$/.test(url.protocol) || !/^\w+:\/\//.test(text)) {
    throw new StoreError('bad-destination', 'This is not the address of a PostgreSQL database.', {
      hint: `Write ${form}; special characters of the password as %XX.`,
    });
  }
  const schema = url.searchParams.get('schema') ?? undefined;
  if (schema !== undefined) assertSafe(schema);
  const passwords = [url.password, url.searchParams.get('password') ?? ''].flatMap((password) => [
    password,
    decoded(password),
  ]);
  url.searchParams.delete('schema');
  return {
    connectionString: url.href,
    schema,
    name: nameOf(url, schema),
    secrets: [...new Set(passwords.filter((password) => password !== ''))],
  };
}

function nameOf(url: URL, schema: string | undefined): string {
  const user = url.username === '' ? '' : `${url.username}@`;
  return `postgres://${user}${url.host}${url.pathname}${schema === undefined ? '' : `?schema=${schema}`}`;
}

function assertSafe(schema: string): void {
  try {
    quoteIdentifier(schema);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StoreError('bad-destination', 'This is no name for a schema.', {
      hint: 'Use lower-case letters, digits and underscores, 63 at most, not beginning with a digit.',
      cause: error,
    });
  }
  if (!schema.startsWith('pg_') && schema !== 'information_schema') return;
  throw new StoreError('bad-destination', 'This schema belongs to PostgreSQL itself.', {
    hint: 'Choose another name.',
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}
