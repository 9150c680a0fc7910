import type { Log } from '../../connector-kit/vendor-session.ts';
import type { Terminal } from '../output/terminal.ts';

/**
 * What the engine has to say while it works: warnings and errors always, the rest with `--debug`. `connection` is the
 * one that speaks, where a command may be about several.
 */
export function talkLog(terminal: Terminal, connection?: string): Log {
  return (level, message, fields = {}) => {
    const isLoud = level === 'warn' || level === 'error';
    if (!isLoud && !terminal.flags.debug) return;
    const facts = Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => `${name}=${String(value)}`);
    const text = [...(connection === undefined ? [] : [`${connection}:`]), message, ...facts].join(' ');
    if (isLoud) terminal.warn(text);
    else terminal.note(text);
  };
}
