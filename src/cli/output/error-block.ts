import { OpportuneError } from '../../model/error.ts';
import type { Finding } from '../../mapping/mapping-types.ts';
import type { Place } from '../cli-error.ts';
import { findingLines } from './finding-lines.ts';
import { oneLine } from './printable.ts';
import { sourceExcerpt } from './source-excerpt.ts';
import type { Terminal } from './terminal.ts';
import { wrapEntry, wrapText } from './wrap-text.ts';
import { writeErrorView, type WriteErrorView } from './write-error.ts';

/**
 * Prints an error once: what happened, where, what to do. With `--json` as an object. A stack only with `--debug`.
 * `connection` is the one that it is about, where several are at work.
 */
export function reportError(error: unknown, terminal: Terminal, connection?: string): void {
  const { flags } = terminal;
  const known = { ...knownError(error), connection };
  if (flags.json) {
    const stack = flags.debug && error instanceof Error ? { stack: error.stack } : {};
    terminal.toStandardError(JSON.stringify({ error: { ...jsonOf(known), ...stack } }));
    return;
  }
  for (const line of errorBlock(known, terminal)) terminal.toStandardError(line);
  if (flags.debug && error instanceof Error) terminal.toStandardError(stackOf(error));
}

interface KnownError {
  readonly connection?: string | undefined;
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  readonly place: Place | undefined;
  /** What is wrong with a mapping, where that is what went wrong. */
  readonly findings: readonly Finding[];
  /** Of a write: what was refused, or how far it came. */
  readonly write: WriteErrorView | undefined;
}

function knownError(error: unknown): KnownError {
  if (error instanceof OpportuneError) {
    const { code, message, hint, context } = error;
    const write = writeErrorView(error);
    return { code, message, hint, context, place: placeOf(error), findings: findingsOf(error), write };
  }
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    hint: 'This is a defect of opportune. Run again with --debug and report what it prints.',
    context: {},
    place: undefined,
    findings: [],
    write: undefined,
  };
}

function placeOf(error: OpportuneError): Place | undefined {
  if (!('place' in error)) return undefined;
  // Only the errors of this folder carry a place, and they all carry this one.
  return error.place as Place | undefined;
}

function findingsOf(error: OpportuneError): readonly Finding[] {
  if (!('findings' in error)) return [];
  // Only a mapping that was refused carries findings, and they are all of this shape.
  return error.findings as readonly Finding[];
}

/** Before the lines of a message after its first. */
const hanging = '  ';

function errorBlock(error: KnownError, terminal: Terminal): string[] {
  const { err } = terminal;
  // What the findings below say in full is not said above them as well.
  const message =
    error.findings.length > 0
      ? 'The mapping cannot be used.'
      : oneLine(error.write?.message ?? error.message);
  const head = wrapText(
    `${err.red(err.bold(`error[${error.code}]`))} ${aboutText(error, message)}${message}`,
    terminal.talkWidth - hanging.length,
  ).join(`\n${hanging}`);
  const advice = error.write?.hint ?? error.hint;
  const hint = advice === undefined ? undefined : terminal.asCalled(advice);
  const helpLine =
    hint === undefined ? [] : [wrapEntry(`  ${err.cyan('help:')}  `, oneLine(hint), terminal.talkWidth)];
  if (error.place !== undefined) {
    const { file, line, column, source } = error.place;
    // Without the line itself there is no caret that help could stand beside.
    const rest = source === undefined ? helpLine : sourceExcerpt(error.place, hint, err);
    return [head, `  at ${file}:${line}:${column}`, ...rest];
  }
  const where = whereOf(error.write?.context ?? error.context);
  return [
    head,
    ...(error.write?.lines({ colors: err, width: terminal.talkWidth }) ?? []),
    ...error.findings.flatMap((finding) => findingLines(finding, undefined, err)),
    ...(where === '' || error.findings.length > 0
      ? []
      : [wrapEntry(`  ${err.dim('where:')} `, oneLine(where), terminal.talkWidth)]),
    ...helpLine,
  ];
}

/** `acme: `, unless the message begins with it. */
function aboutText({ connection }: KnownError, message: string): string {
  return connection === undefined || message.startsWith(`${connection} `) ? '' : `${oneLine(connection)}: `;
}

/** `acme GET /deals, status 401, attempts 3`: the request first, then the rest by name. */
function whereOf(context: KnownError['context']): string {
  const { connector, method, path, ...rest } = context;
  const request = [connector, method, path].filter((part) => part !== undefined).join(' ');
  const facts = Object.entries(rest)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${words(name)} ${String(value)}`);
  return [request, ...facts].filter((part) => part !== '').join(', ');
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function jsonOf(error: KnownError): Record<string, unknown> {
  const { connection, code, message, hint, context, place, findings, write } = error;
  return {
    code,
    ...(connection === undefined ? {} : { connection }),
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { file: place.file, line: place.line, column: place.column }),
    ...(findings.length === 0 ? {} : { findings }),
    ...write?.json,
    context,
  };
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
