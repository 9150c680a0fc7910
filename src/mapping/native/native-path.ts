/** One step of a path into a native record. */
export type PathStep =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'items' }
  | { readonly kind: 'index'; readonly index: number }
  /** The item whose key has the value; text, until it is known what the key's type is. */
  | { readonly kind: 'where'; readonly key: string; readonly value: string | number | boolean }
  | { readonly kind: 'any' };

export type NativePath = readonly PathStep[];

export interface PathMistake {
  readonly code: 'E110' | 'E111' | 'E112';
  readonly message: string;
  /** Where in the path's text. */
  readonly offset: number;
}

export const maxPathDepth = 8;

/** Names that reach a prototype. They can be keys of a record, but no path may lead there. */
export const refusedNames = new Set(['__proto__', 'prototype', 'constructor']);

/** A name, then `[]`, `[n]` or `[key=value]` as often as needed; `*` as the last name. */
const stepPattern = /(?<name>[^.[\]*$=\s]+)|(?<any>\*)|\[(?<inside>[^[\]]*)\]/uy;

export function parsePath(text: string): NativePath | PathMistake {
  const steps: PathStep[] = [];
  let at = 0;
  while (at < text.length) {
    const needsDot = steps.length > 0 && text[at] !== '[';
    if (needsDot && text[at] !== '.') return malformed(text, at);
    if (needsDot) at += 1;
    stepPattern.lastIndex = at;
    const match = stepPattern.exec(text);
    const step = match === null ? undefined : stepOf(match, needsDot || steps.length === 0);
    if (step === undefined) return malformed(text, at);
    if (step.kind === 'key' && refusedNames.has(step.name)) {
      return { code: 'E111', message: `"${step.name}" is not allowed in a path`, offset: at };
    }
    steps.push(step);
    at = stepPattern.lastIndex;
    if (step.kind === 'any' && at < text.length) return malformed(text, at);
  }
  if (steps.length === 0) return malformed(text, 0);
  if (steps.filter(({ kind }) => kind === 'key').length > maxPathDepth) {
    return { code: 'E112', message: `a path has at most ${maxPathDepth} names`, offset: 0 };
  }
  return steps;
}

export function isPathMistake(parsed: NativePath | PathMistake): parsed is PathMistake {
  return 'code' in parsed;
}

/** The path as the native descriptor writes it: every bracket as `[]`. */
export function descriptorPath(path: NativePath): string {
  let text = '';
  for (const step of path) {
    if (step.kind === 'key') text += text === '' ? step.name : `.${step.name}`;
    else if (step.kind === 'any') text += '.*';
    else text += '[]';
  }
  return text;
}

/** True where the path leads to several values. */
export function isListPath(path: NativePath): boolean {
  return path.some(({ kind }) => kind === 'items');
}

function stepOf(match: RegExpExecArray, isName: boolean): PathStep | undefined {
  const { name, any, inside } = match.groups ?? {};
  if (name !== undefined) return isName ? { kind: 'key', name } : undefined;
  if (any !== undefined) return isName ? { kind: 'any' } : undefined;
  if (inside === undefined || isName) return undefined;
  if (inside === '') return { kind: 'items' };
  if (/^\d{1,6}$/.test(inside)) return { kind: 'index', index: Number(inside) };
  const equals = inside.indexOf('=');
  const [key, value] = [inside.slice(0, equals), inside.slice(equals + 1)];
  if (equals < 1 || value === '' || key.includes('.') || refusedNames.has(key)) return undefined;
  return { kind: 'where', key, value };
}

function malformed(text: string, offset: number): PathMistake {
  return { code: 'E110', message: `"${text}" is not a path`, offset };
}
