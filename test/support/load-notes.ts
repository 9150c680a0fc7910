/**
 * The columns of a lookup row; of a note that something was loaded, without the times by the clocks of who loaded it and of
 * the vendor.
 * Which tables were loaded, and with which rows, stays.
 */
export function withoutLoadTime(table: string, columns: unknown): unknown {
  if (table !== '$loaded' || typeof columns !== 'object' || columns === null) return columns;
  return { ...columns, at: undefined, since: undefined };
}
