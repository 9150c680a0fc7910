// What may stand in JSON, as sticky expressions: RFC 8259. JSON.parse names a position only in some of its messages,
// and says so in words that change between versions of V8.
const space = /[ \t\n\r]*/y;
// JSON itself draws its line at control characters.
// oxlint-disable-next-line no-control-regex
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Offset of the first character that no JSON text could have there; the text's length where it ends too early. */
export function firstMistake(text: string): number {
  const open: ('{' | '[')[] = [];
  let at = skip(text, 0, space);
  let expects: Expectation = 'value';
  for (;;) {
    const step: Step | undefined = next(text, at, expects, open);
    if (step === undefined) return at;
    at = skip(text, step.at, space);
    if (step.expects === 'end' && open.length === 0) return at;
    expects = step.expects;
  }
}

type Expectation = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'end';

interface Step {
  readonly at: number;
  readonly expects: Expectation;
}

function next(text: string, at: number, expects: Expectation, open: ('{' | '[')[]): Step | undefined {
  const char = text[at];
  switch (expects) {
    case 'colon':
      return char === ':' ? { at: at + 1, expects: 'value' } : undefined;
    case 'key-or-close':
    case 'key': {
      if (char === '}' && expects === 'key-or-close') return close(at, open);
      const end = skip(text, at, string);
      return end === at ? undefined : { at: end, expects: 'colon' };
    }
    case 'end':
      if (char === ',') return { at: at + 1, expects: open.at(-1) === '{' ? 'key' : 'value' };
      return char === (open.at(-1) === '{' ? '}' : ']') ? close(at, open) : undefined;
    default:
      if (char === ']' && expects === 'value-or-close') return close(at, open);
      return value(text, at, open);
  }
}

function value(text: string, at: number, open: ('{' | '[')[]): Step | undefined {
  const char = text[at];
  if (char === '{' || char === '[') {
    open.push(char);
    return { at: at + 1, expects: char === '{' ? 'key-or-close' : 'value-or-close' };
  }
  const end = Math.max(skip(text, at, string), skip(text, at, scalar));
  return end === at ? undefined : { at: end, expects: 'end' };
}

function close(at: number, open: ('{' | '[')[]): Step {
  open.pop();
  return { at: at + 1, expects: 'end' };
}

function skip(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
