import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { lookupTablesFromJson } from '../../src/mapping/index.ts';
import { OpportunityStatus, type Opportunity } from '../../src/model/opportunity.ts';
import { bundledMapping } from '../support/bundled-mapping.ts';
import { businessDeals, timezone, type BusinessDeal } from './business-deals.ts';
import { expectedCustomFields, expectedOpportunity } from './expected-opportunity.ts';
import * as forms from './native-forms.ts';

const vendors = Object.entries(forms).map(([vendor, form]) => {
  const bound = bundledMapping(vendor, form.catalogue).bind({
    lookups: lookupTablesFromJson(form.lookups),
    account: { currency: 'EUR', timezone },
    catalogue: form.catalogue,
  });
  return { vendor, form, read: (deal: BusinessDeal) => bound.read(form.render(deal)) };
});

/** What the vendor has to say of a deal: everything that is not declared as a lack of it. */
function required(deal: BusinessDeal, form: forms.NativeForm): Partial<Opportunity> {
  const lacks = form.lacks(deal);
  return Object.fromEntries(
    Object.entries(expectedOpportunity(deal)).filter(([field]) => !Object.hasOwn(lacks, field)),
  );
}

describe.each(Object.entries(businessDeals))('%s', (_name, deal) => {
  test.each(vendors.filter(({ form }) => form.statuses.includes(deal.status)))(
    'reads the same from $vendor',
    ({ form, read }) => {
      const { record, issues } = read(deal);

      expect(issues).toEqual([]);
      expect(record).toMatchObject(required(deal, form));
      expect(
        Object.fromEntries(
          (record?.customFields ?? []).map(({ name, type, value }) => [name, { type, value }]),
        ),
      ).toEqual(expectedCustomFields(deal));
    },
  );

  test.each(vendors.filter(({ form }) => form.statuses.includes(deal.status)))(
    'lacks at $vendor only what it is said to lack',
    ({ form, read }) => {
      const { record } = read(deal);
      const expected: Readonly<Record<string, unknown>> = expectedOpportunity(deal);
      const said = Object.keys(form.lacks(deal)).filter((field) =>
        isDeepStrictEqual(Object(record)[field], expected[field]),
      );

      expect(said).toEqual([]);
    },
  );
});

test('at least fourteen deals are compared, of every status, and few fields of any vendor are left out', () => {
  const deals = Object.values(businessDeals);
  const lacks = vendors.flatMap(({ form }) => deals.map((deal) => Object.keys(form.lacks(deal)).length));

  expect(deals.length).toBeGreaterThanOrEqual(14);
  for (const status of OpportunityStatus.options)
    expect(vendors.filter(({ form }) => form.statuses.includes(status))).not.toEqual([]);
  expect(new Set(deals.map(({ status }) => status))).toEqual(new Set(OpportunityStatus.options));
  expect(Math.max(...lacks)).toBeLessThanOrEqual(3);
});
