import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeNames, normalisedName } from '../../src/store/free-names.ts';

it.each([
  ['Deal Größe (€)', 'deal_gr_e'],
  ['dealTier', 'deal_tier'],
  ['  --  ', 'unnamed'],
  ['2nd owner', '_2nd_owner'],
  ['ＦＵＬＬ', 'full'],
  ['x'.repeat(80), 'x'.repeat(63)],
])('%s is called %s', (text, name) => {
  expect(normalisedName(text)).toBe(name);
});

it('whoever is spelled like a name keeps it, the others get a suffix of their own', () => {
  const names = freeNames(['Tier', 'tier', 'TIER', 'status', 'plain'], ['status']);

  expect(names.get('tier')).toBe('tier');
  expect(names.get('plain')).toBe('plain');
  expect(names.get('status')).toMatch(/^status_[0-9a-f]{8}$/);
  expect(names.get('Tier')).toMatch(/^tier_[0-9a-f]{8}$/);
  expect(new Set(names.values()).size).toBe(5);
});

it('any texts get safe names of their own, whatever their order', () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 20 });
  const taken = ['unnamed', 'id', 'a', 'title'];
  fc.assert(
    fc.property(
      texts,
      fc.array(fc.constantFrom('A', 'a', 'Id', 'id', 'ID', '\uD800', '\uDFFF', '')),
      (some, more) => {
        const all = [...some, ...more];
        const names = freeNames(all, taken);

        expect(new Set(names.values()).size).toBe(new Set(all).size);
        for (const name of names.values()) {
          expect(name).toMatch(/^[a-z_][a-z0-9_]{0,62}$/);
          expect(taken).not.toContain(name);
        }
        expect(freeNames(all.toReversed(), taken)).toEqual(names);
      },
    ),
  );
});
