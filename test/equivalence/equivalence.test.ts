import { describe, expect, test } from 'vitest';
import { lookupTablesFromJson } from '../../src/mapping/index.ts';
import type { MappingResult } from '../../src/mapping/mapping-types.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';
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

function supported(
  deal: BusinessDeal,
  form: forms.NativeForm,
  { record }: MappingResult<Opportunity>,
): Partial<Opportunity> {
  const lacks = form.lacks(deal);
  const expected = Object.entries(expectedOpportunity(deal));
  return Object.fromEntries(
    expected.filter(([field]) => record !== null && field in record && !(field in lacks)),
  );
}

describe.each(Object.entries(businessDeals))('%s', (_name, deal) => {
  test.each(vendors)('reads the same from $vendor', ({ form, read }) => {
    const result = read(deal);

    expect(result.issues).toEqual([]);
    expect(result.record).toMatchObject(supported(deal, form, result));
    expect(
      Object.fromEntries(
        (result.record?.customFields ?? []).map(({ name, type, value }) => [name, { type, value }]),
      ),
    ).toEqual(expectedCustomFields(deal));
  });
});

test('at least twelve deals are compared, and few fields of any vendor are left out of the comparison', () => {
  const counts = vendors.map(({ form, read }) =>
    Math.min(
      ...Object.values(businessDeals).map((deal) => Object.keys(supported(deal, form, read(deal))).length),
    ),
  );

  expect(Object.keys(businessDeals).length).toBeGreaterThanOrEqual(12);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(25);
});
