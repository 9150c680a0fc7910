import type { StorePlace } from './stores.ts';

/** Name, type and key of every column, in words of the database. */
export async function columnsIn({ url, execute }: StorePlace): Promise<readonly unknown[]> {
  if (url.startsWith('postgres:')) {
    return execute(`SELECT c.table_name, c.column_name, c.data_type, c.collation_name, c.is_nullable,
        c.column_default, k.ordinal_position AS key
      FROM information_schema.columns AS c LEFT JOIN information_schema.key_column_usage AS k
        ON k.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name
      WHERE c.table_schema = current_schema() AND c.table_name NOT LIKE 'opportunities_%' ORDER BY 1, 2`);
  }
  return execute(`SELECT t.name AS "table", c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_schema AS t,
      pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY 1, 2`);
}
