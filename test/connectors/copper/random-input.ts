import type { CustomFieldDefinition, JsonObject, JsonValue } from '../../../src/connector-kit/index.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import { pick } from './random.ts';
import type { WriteAccount } from './write-account.ts';

type Random = () => number;

const words = ['Pump', 'süd', '見積', '🚰', "l'Étoile", 'a "quoted" word', 'x'.repeat(40), '0042', ' '];
const days = ['2026-11-04', '2024-02-29', '2027-01-01', '2031-12-31', '2026-03-08', '2026-11-01'];
const amounts = [0, 0.01, 1250.5, -17.25, 84_200.55, 1e9];
const chances = [0, 1, 35, 50, 99, 100];

function whole(random: Random, below: number): number {
  return Math.floor(random() * below);
}

function some<T>(random: Random, items: readonly T[], most: number): readonly T[] {
  return Array.from({ length: whole(random, most + 1) }, () => pick(random, items)).filter(
    (item) => item !== undefined,
  );
}

function text(random: Random): string {
  return `${some(random, words, 3).join(' ')}${random() < 0.3 ? '\nsecond line' : ''} ${whole(random, 1e6)}`;
}

function orNull(random: Random, value: JsonValue | undefined): JsonValue {
  return random() < 0.2 ? null : (value ?? null);
}

/**
 * Values for a few fields of an opportunity, each one that Copper takes on its own. Together some of them contradict
 * each other or the record: those inputs have to be refused.
 */
export function randomInput(
  random: Random,
  account: WriteAccount,
  now: Opportunity | undefined,
  share = 0.2,
): JsonObject {
  const key = (table: string): string | undefined => pick(random, account.keys(table));
  const name = (table: string): JsonValue => account.column(table, key(table) ?? '', 'name');
  const stage = key('stages') ?? '';
  const fields: Readonly<Record<string, () => JsonValue>> = {
    title: () => `Deal ${text(random)}`,
    description: () => orNull(random, text(random)),
    primaryContactId: () => orNull(random, pick(random, account.people)),
    companyId: () => orNull(random, pick(random, account.companies)),
    companyName: () => orNull(random, `Nobody & Sons ${text(random).replace(/\d/gu, '')}`.trim()),
    monetaryAmount: () => orNull(random, pick(random, amounts)),
    currency: () => pick(random, ['USD', 'EUR', 'JPY', 'CHF']) ?? null,
    winProbability: () => orNull(random, pick(random, chances)),
    closeDate: () => orNull(random, pick(random, days)),
    lossReasonId: () => orNull(random, key('lossReasons')),
    lossReason: () => orNull(random, name('lossReasons')),
    pipelineId: () => account.column('stages', stage, 'pipeline_id'),
    pipelineStageId: () => stage,
    sourceId: () => orNull(random, key('customerSources')),
    leadSource: () => orNull(random, String(name('customerSources')).toUpperCase()),
    ownerId: () => orNull(random, key('users')),
    priority: () => orNull(random, pick(random, ['None', 'Low', 'Medium', 'High'])),
    status: () => pick(random, ['Open', 'Won', 'Lost', 'Lost', 'Abandoned']) ?? null,
    statusId: () => String(whole(random, 4)),
    tags: () => orNull(random, [...some(random, words, 4)]),
    customFields: () =>
      account.catalogue
        .filter(({ access }) => access !== 'read')
        .filter(() => random() < share * 1.5)
        .map((definition) => {
          const named = random() < 0.5 ? { id: definition.key } : { name: definition.label };
          return { ...named, value: customValue(random, definition) };
        }),
  };
  const chosen = Object.entries(fields)
    .filter(([field]) => random() < (field === 'status' ? share * 1.5 : share))
    .map(([field, value]) => [field, value()] as const);
  const input: JsonObject = Object.fromEntries(chosen);
  if (random() > share) return input;
  // Contacts that leave the primary one out are refused, which one case of many is enough to show.
  const primary = input['primaryContactId'] === undefined ? now?.primaryContactId : input['primaryContactId'];
  const others = some(random, account.people, 3);
  const first = typeof primary === 'string' && random() < 0.9 ? [primary] : [];
  return { ...input, contactIds: [...new Set([...first, ...others])] };
}

function customValue(random: Random, { type, options = {}, nullable }: CustomFieldDefinition): JsonValue {
  if (nullable !== false && random() < 0.2) return null;
  const option = (): string => pick(random, Object.entries(options).flat()) ?? '';
  switch (type) {
    case 'boolean':
      return random() < 0.5;
    case 'money':
    case 'number':
      return pick(random, amounts) ?? 0;
    case 'percent':
      return pick(random, chances) ?? 0;
    case 'date':
      return pick(random, days) ?? null;
    case 'option':
      return option();
    case 'options':
      return Array.from({ length: whole(random, 3) }, option);
    default:
      return text(random);
  }
}
