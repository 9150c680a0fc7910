/**
 * The columns of a lookup row; of a note that a table was loaded whole, without the time by the clock of who loaded it.
 * Which tables were loaded, and with which rows, stays.
 */
export function withoutLoadTime(table: string, columns: unknown): unknown {
  if (table !== '$loaded' || typeof columns !== 'object' || columns === null) return columns;
  return { ...columns, at: undefined };
}
