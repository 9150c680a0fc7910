import type { CompiledMapping, FieldExplanation, MappingContext } from '../../src/mapping/mapping-types.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';

/** How one version of the mapping differs from the first. */
export interface FakeMappingOptions {
  readonly titlePrefix?: string;
  /** Makes something of what no other mapping can use. */
  readonly mendsBroken?: boolean;
  /** Makes nothing of anything. */
  readonly breaksAll?: boolean;
  readonly paths?: readonly string[];
}

/** A mapping for the vendor that exists only in tests. */
export function fakeMapping(
  hash = 'mapping-1',
  { titlePrefix = '', mendsBroken = false, breaksAll = false, paths }: FakeMappingOptions = {},
): CompiledMapping<Opportunity> {
  return {
    vendor: 'fake',
    model: 'opportunity',
    hash,
    paths: paths ?? ['id', 'title', 'amount', 'stage', 'company', 'changedAt'],
    lookups: ['stages', 'companies'],
    writeTables: [],
    writeTargets: [],
    customMappings: new Map([['tier', { type: 'text', list: false }]]),
    lookupKeys: (native) =>
      new Map([['companies', new Set(typeof native['company'] === 'string' ? [native['company']] : [])]]),
    bind: (context) => ({
      read: (native) => {
        const id = String(native['id']);
        const isUsable = !breaksAll && (mendsBroken || native['broken'] !== true);
        if (isUsable) return { record: opportunity(id, native, context, titlePrefix), issues: [] };
        const issue = {
          record: id,
          field: 'title',
          code: 'missing',
          native: null,
          at: 'fake.yaml:3:5',
        } as const;
        return { record: null, issues: [issue] };
      },
      explain: (native, field = 'title') => [explanation(native, field)],
      write: (input) => ({ patch: input, fields: [], alsoChanges: [], issues: [] }),
    }),
  };
}

function opportunity(
  id: string,
  native: JsonObject,
  { lookups, account }: MappingContext,
  titlePrefix: string,
): Opportunity {
  const column = (table: string, key: unknown, name: string): string | null => {
    const value = lookups.get(table)?.get(String(key))?.[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    id,
    title: `${titlePrefix}${String(native['title'])}`,
    monetaryAmount: typeof native['amount'] === 'number' ? native['amount'] : null,
    currency: account.currency,
    companyName: column('companies', native['company'], 'name'),
    type: column('stages', native['stage'], 'label'),
    contactIds: [],
    deleted: false,
    updatedAt: typeof native['changedAt'] === 'string' ? native['changedAt'] : null,
  };
}

function explanation(native: JsonObject, field: string): FieldExplanation {
  const value = native[field];
  return {
    field,
    value,
    reason: 'mapped',
    because: undefined,
    from: [],
    rule: 'fake.yaml:3:5',
    layer: 'base',
    issue: undefined,
  };
}
