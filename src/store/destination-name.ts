import { parsePostgresUrl } from './postgres/postgres-url.ts';
import { StoreError } from './store-error.ts';

/** A destination as it may be shown: of a PostgreSQL database neither password nor settings. */
export function destinationName(text: string): string {
  if (!/^postgres(?:ql)?:/i.test(text)) return text;
  try {
    return parsePostgresUrl(text).name;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return 'postgres://…';
  }
}
