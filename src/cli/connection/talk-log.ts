import type { Log } from '../../connector-kit/vendor-session.ts';
import type { Terminal } from '../output/terminal.ts';

/** What the engine has to say while it works: warnings and errors always, the rest with `--debug`. */
export function talkLog(terminal: Terminal): Log {
  return (level, message, fields = {}) => {
    const isLoud = level === 'warn' || level === 'error';
    if (!isLoud && !terminal.flags.debug) return;
    const facts = Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => `${name}=${String(value)}`);
    const text = [message, ...facts].join(' ');
    if (isLoud) terminal.warn(text);
    else terminal.note(text);
  };
}
