import type { CompiledMapping, FieldExplanation, MappingContext } from '../../src/mapping/mapping-types.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';

/** A mapping for the vendor that exists only in tests. */
export function fakeMapping(hash = 'mapping-1'): CompiledMapping<Opportunity> {
  return {
    vendor: 'fake',
    model: 'opportunity',
    hash,
    paths: ['id', 'title', 'amount', 'stage', 'company', 'changedAt'],
    lookups: ['stages', 'companies'],
    lookupKeys: (native) =>
      new Map([['companies', new Set(typeof native['company'] === 'string' ? [native['company']] : [])]]),
    bind: (context) => ({
      read: (native) => {
        const id = String(native['id']);
        if (native['broken'] !== true) return { record: opportunity(id, native, context), issues: [] };
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
    }),
  };
}

function opportunity(id: string, native: JsonObject, { lookups, account }: MappingContext): Opportunity {
  const column = (table: string, key: unknown, name: string): string | null => {
    const value = lookups.get(table)?.get(String(key))?.[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    id,
    title: String(native['title']),
    monetaryAmount: typeof native['amount'] === 'number' ? native['amount'] : null,
    currency: account.currency,
    companyName: column('companies', native['company'], 'name'),
    type: column('stages', native['stage'], 'label'),
    contactIds: [],
    deleted: false,
    updatedAt: String(native['changedAt']),
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
