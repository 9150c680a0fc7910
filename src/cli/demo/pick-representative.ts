import type { StoredRecord } from '../../store/index.ts';

const wanted = ['Open', 'Won', 'Lost', 'Abandoned'];
const telling = ['title', 'monetaryAmount', 'companyName', 'winProbability', 'priority', 'tags'];

/** A few records that show what there is: one of each status where there is one, the fullest first. */
export function pickRepresentative(records: readonly StoredRecord[], count: number): readonly StoredRecord[] {
  const fullest = records
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map((stored) => ({ stored, filled: filledFields(stored) }))
    .toSorted((a, b) => b.filled - a.filled)
    .map(({ stored }) => stored);
  const picked = wanted
    .map((status) => fullest.find(({ record }) => record['status'] === status))
    .filter((stored) => stored !== undefined);
  const rest = fullest.filter((stored) => !picked.includes(stored));
  // Names beyond ASCII are where many a CRM tool breaks, so one of them is shown.
  const foreign = rest.filter(({ record }) => /[^ -~]/.test(String(record['companyName'] ?? '')));
  return [...picked, ...foreign, ...rest].slice(0, count);
}

function filledFields({ record }: StoredRecord): number {
  return telling.filter((field) => {
    const value = record[field];
    return (
      value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
    );
  }).length;
}
