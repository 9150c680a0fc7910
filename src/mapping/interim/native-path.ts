/** One step of a native path. */
export type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'each' }
  | { readonly kind: 'at'; readonly index: number }
  | { readonly kind: 'where'; readonly key: string; readonly value: string }
  | { readonly kind: 'any' };

export interface NativePath {
  readonly text: string;
  readonly steps: readonly Step[];
  /** The path as a native descriptor declares it: every selector written as `[]`. */
  readonly declared: string;
  /** True where it stands for several values. */
  readonly isList: boolean;
}

const forbidden = new Set(['__proto__', 'prototype', 'constructor']);
const stepPattern =
  /^(?:\.?([A-Za-z_$][\w$-]*|[0-9a-f]{6,})|\[(\d+)\]|\[\]|\[([A-Za-z_][\w]*)=([^\]]+)\]|\.(\*))/;

/** Parses a path, or says what is wrong with it. */
export function parsePath(text: string): NativePath | { readonly problem: string } {
  const steps: Step[] = [];
  let rest = text;
  while (rest !== '') {
    const match = stepPattern.exec(rest);
    if (
      match === null ||
      (steps.length > 0 && match[1] !== undefined && !rest.startsWith('.')) ||
      (steps.length === 0 && rest.startsWith('.'))
    ) {
      return { problem: `not a path: "${text}"` };
    }
    const [whole, key, index, whereKey, whereValue, any] = match;
    if (key !== undefined) {
      if (forbidden.has(key)) return { problem: `"${key}" may not be read` };
      steps.push({ kind: 'key', key });
    } else if (index !== undefined) steps.push({ kind: 'at', index: Number(index) });
    else if (whereKey !== undefined && whereValue !== undefined)
      steps.push({ kind: 'where', key: whereKey, value: whereValue });
    else if (any !== undefined) steps.push({ kind: 'any' });
    else steps.push({ kind: 'each' });
    rest = rest.slice(whole.length);
  }
  if (steps.length === 0) return { problem: 'the path is empty' };
  if (steps.length > 12) return { problem: 'the path is too deep' };
  return {
    text,
    steps,
    declared: text.replace(/\[[^\]]*\]/g, '[]'),
    isList: steps.some(({ kind }) => kind === 'each' || kind === 'any'),
  };
}

/** Reads a path from a native record. */
export type Accessor = (native: unknown) => unknown;

function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** A closure that reads a path: own properties only, undefined wherever the way ends early. */
export function accessor({ steps }: NativePath): Accessor {
  return steps.reduce<Accessor>(
    (before, step, index) => (index === 0 ? stepReader(step) : follow(before, step)),
    (value) => value,
  );
}

function follow(before: Accessor, step: Step): Accessor {
  const read = stepReader(step);
  return (native) => read(before(native));
}

function stepReader(step: Step): Accessor {
  switch (step.kind) {
    case 'key': {
      const { key } = step;
      return (value) => own(value, key);
    }
    case 'at': {
      const { index } = step;
      return (value) => (Array.isArray(value) ? (value[index] as unknown) : undefined);
    }
    case 'where': {
      const { key, value: wanted } = step;
      return (value) =>
        Array.isArray(value) ? value.find((item) => isText(own(item, key), wanted)) : undefined;
    }
    default:
      return (value) => value;
  }
}

/** True for a scalar whose text it is; objects have no text of their own that could be trusted. */
function isText(value: unknown, text: string): boolean {
  return typeof value !== 'object' && typeof value !== 'undefined' && String(value) === text;
}
