import type { Colors } from './colors.ts';

/** Colours the outcome of a deal in a padded cell. */
export function statusStyle(colors: Colors): (cell: string) => string {
  return (cell) => {
    const status = cell.trim();
    if (status === 'Won') return colors.green(cell);
    if (status === 'Lost') return colors.red(cell);
    return status === 'Abandoned' ? colors.yellow(cell) : cell;
  };
}
