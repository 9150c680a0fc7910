import { parseDate, parseInstant } from '../model/instant.ts';
import { UsageError } from './cli-error.ts';

/** The options of one invocation, read with their type. Names as commander makes them: `--base-url` is `baseUrl`. */
export class Options {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  isGiven(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /** @throws UsageError when it is not a whole number within the range. */
  count(name: string, range: { readonly min: number; readonly max: number }): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text.replaceAll('_', ''));
    if (/^[\d_]+$/.test(text) && value >= range.min && value <= range.max) return value;
    throw new UsageError(
      `${flagOf(name)} takes a whole number from ${range.min} to ${range.max}, not "${text}".`,
    );
  }

  /** A day counts from its midnight UTC. @throws UsageError when it is neither a day nor an instant. */
  instant(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const day = parseDate(text);
    const instant = parseInstant(day === undefined ? text : `${day}T00:00:00Z`);
    if (instant !== undefined) return instant;
    throw new UsageError(`${flagOf(name)} takes a day or an instant, not "${text}".`, {
      hint: 'Write 2026-11-01 or 2026-11-01T08:00:00Z.',
    });
  }

  /** @throws UsageError when it is none of the choices. */
  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    const found = choices.find((choice) => choice === text);
    if (text === undefined || found !== undefined) return found;
    throw new UsageError(`${flagOf(name)} takes ${choices.join(' or ')}, not "${text}".`);
  }
}

/** `baseUrl` as people write it: `--base-url`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
