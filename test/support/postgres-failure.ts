import { Client } from 'pg';

/** What keeps the server at `url` from being used; undefined where nothing does. */
export async function postgresFailure(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error ? String(error.code) : error.message;
  }
}
