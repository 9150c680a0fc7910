/** Wraps a text in a style, or leaves it alone where colour is off. */
type Style = (text: string) => string;

export interface Colors {
  readonly enabled: boolean;
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  readonly cyan: Style;
}

// Select Graphic Rendition pairs of ECMA-48: what switches a style on, and what takes back just that.
function sgr(on: number, off: number, enabled: boolean): Style {
  return enabled ? (text) => (text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`) : (text) => text;
}

export function colors(enabled: boolean): Colors {
  return {
    enabled,
    bold: sgr(1, 22, enabled),
    dim: sgr(2, 22, enabled),
    red: sgr(31, 39, enabled),
    green: sgr(32, 39, enabled),
    yellow: sgr(33, 39, enabled),
    cyan: sgr(36, 39, enabled),
  };
}

export interface ColorQuestion {
  /** False for `--no-color`. */
  readonly flag: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
}

/**
 * Whether to colour an output: `--no-color` decides first, then FORCE_COLOR, then NO_COLOR, then the terminal.
 *
 * https://no-color.org and https://force-color.org, read 2026-11-23.
 */
export function wantsColor({ flag, env, isTTY }: ColorQuestion): boolean {
  if (!flag) return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return isTTY && env['TERM'] !== 'dumb';
}
