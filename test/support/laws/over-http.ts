import { describe, expect, test } from 'vitest';
import type { CompiledMapping } from '../../../src/mapping/mapping-types.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import { declaredSideEffects } from './declared-side-effects.ts';
import { Evidence } from './evidence.ts';
import { LawBook } from './law-book.ts';
import { LawRun } from './law-run.ts';
import type { LawVendor, LawWorld } from './law-vendor.ts';
import { checkOverwrites } from './overwrite-law.ts';
import { openLawAccount } from './open-law-account.ts';

/** Pairs of writes that have to be compared. */
const leastOverwritten = 40;

/**
 * The laws of writing against the emulated vendor, through the client: deals written again and again, each time from
 * what they have become, and new ones.
 *
 * @param least checks that have to be made.
 */
export function lawsOverHttp(vendor: LawVendor, worlds: readonly LawWorld[], least: number): void {
  const overlays = [...new Set(worlds.flatMap((world) => world.overlays))];
  const book = new LawBook();
  const evidence = new Evidence(declaredSideEffects(vendor.id, overlays));
  const targets = new Set<string>();

  describe(`writing to emulated ${vendor.id}`, () => {
    test.each(worlds)(
      '$says: what is written reads back, the rest stays, and nothing is sent twice',
      async (world) => {
        await using opened = await openLawAccount(vendor, world);
        const run = new LawRun({ vendor, world, opened, book, evidence });
        for (const field of writableFields(opened.crm.connection.mapping)) targets.add(field);
        for (const { key, access } of opened.account.catalogue)
          if (access !== 'read') targets.add(`customFields[${key}]`);

        await using twin = await openLawAccount(vendor, world);
        await checkOverwrites({ vendor, world, book, both: [opened, twin] });
        await run.updates();
        await run.creates();

        expect(book.broken).toEqual([]);
      },
    );

    test(`in at least ${least} checks, of every field, with every side effect that the mapping declares`, () => {
      expect(book.checks).toBeGreaterThanOrEqual(least);
      expect(book.counts.get('overwrite')).toBeGreaterThanOrEqual(leastOverwritten);
      const { unused = [], seldom = [] } = vendor;
      const times = (field: string): number => (seldom.includes(field) ? 2 : 10);
      expect([...targets].filter((field) => (book.written.get(field) ?? 0) < times(field))).toEqual(unused);
      expect(evidence.missing(unused)).toEqual([]);
    });
  });
}

function writableFields({ writeTargets }: CompiledMapping<Opportunity>): readonly string[] {
  return writeTargets.filter(({ access }) => access === 'read-write').map(({ field }) => field);
}
