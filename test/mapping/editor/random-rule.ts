import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { goesWith, isModifierWord, wordSources } from '../../../src/mapping/rules/word-table.ts';

const paths =
  'id name note amount fee currency chance share odds calls mails open won kind state stage day made moved touched seen due labels tags[] tags[0] people[].id people[0].id people[role=buyer].id people[].main owner.id extra.known fields[0].keys[] fields[key=7].value $account.currency $account.timezone nothing'.split(
    ' ',
  );
const texts = 'x Open Won High EUR 2026-01-31 2026-01-31T09:00:00.000Z active new $present'.split(' ');
const values: readonly JsonValue[] = [...texts, '', 0, 1, 0.5, 50, 101, -1, true, false, null, ['x'], []];
const fields = [
  'currency',
  'title',
  'contactId',
  'contactIds',
  'monetaryAmount',
  'winProbability',
  'closeDate',
  'status',
];
const maps: readonly JsonObject[] = [
  { active: 'Open', won: 'Won', lost: 'Lost' },
  { true: 'a', false: 'b' },
  { new: 'Low', old: null },
  { 1: 1, 2: 2 },
  { a: 'EUR' },
];

/** A rule of random words with random values: most are wrong, and some are right in ways that nobody would write. */
export function randomRule(random: () => number, depth = 0): JsonValue {
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const some = (): JsonValue => (random() < 0.8 ? pick(paths) : [pick(paths), pick(paths)]);
  if (random() < 0.25) return some();
  const source = pick(
    depth < 2
      ? (['from', 'from', 'from', 'const', 'first', 'combine'] as const)
      : (['from', 'const'] as const),
  );
  const words: Readonly<Record<string, () => JsonValue>> = {
    from: some,
    const: () => pick(values),
    first: () => [randomRule(random, depth + 1), randomRule(random, depth + 1)],
    combine: () => pick(['product', 'sum', 'latest', 'earliest']),
    of: () => [pick([...paths, ...fields.map((field) => `$out.${field}`)]), pick(paths)],
    scale: () => pick([0.01, 100, 0]),
    map: () => pick(maps),
    reverse: () => pick([{ Won: 'won' }, { a: 'true' }]),
    lookup: () => pick(['stages', 'firms', 'reasons', 'none']),
    take: () => pick(['name', 'chance', 'closed', 'id']),
    else: () => pick(['none', 'keep', 'issue']),
    as: () => pick(['text', 'id', 'int', 'decimal', 'ratio', 'bool', 'datetime', 'list-semicolon']),
    unique: () => true,
    list: () => true,
    pick: () => 'lowest',
    startWith: () => pick(fields),
    when: () => ({
      [pick([...paths, ...fields.map((field) => `$out.${field}`)])]: pick([...values, '$absent']),
    }),
    default: () => pick(values),
    round: () => pick(['currency', 0, 2, 11]),
    clear: () => pick(values),
    write: () =>
      pick<JsonValue>([
        { in: 'stages', along: { name: 'name' } },
        { to: 'stage', lookup: 'stages', match: 'name', within: { closed: 'open' } },
        { with: pick(fields), when: { [pick(fields)]: pick(values) } },
        { when: { status: ['Won', null] } },
      ]),
    access: () => 'read',
    because: () => 'x',
    heuristic: () => 'x',
  };
  const isLikely = (word: string): boolean =>
    word === source ||
    (source === 'combine' && word === 'of') ||
    (isModifierWord(word) && goesWith(word, source) && random() < 0.1);
  const chosen = Object.keys({ [source]: true, ...wordSources }).filter(
    (word) => Object.hasOwn(words, word) && isLikely(word),
  );
  // A lookup without its column is never right.
  if (chosen.includes('lookup') && !chosen.includes('take')) chosen.push('take');
  return Object.fromEntries(chosen.map((word) => [word, words[word]?.() ?? null]));
}
