import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VendorError } from '../../../src/connector-kit/index.ts';
import {
  begunAt,
  cursorFrom,
  firstPosition,
  phases,
  positionAfter,
  positionFrom,
  type Position,
} from '../../../connectors/pipedrive/reading/listing-position.ts';

const since = '2026-06-20T10:44:31Z';

/** The looks of a listing, each of one page. */
function looks(changedSince: string | undefined): readonly string[] {
  const found: string[] = [];
  for (
    let position: Position | undefined = firstPosition(changedSince);
    position !== undefined;
    position = positionAfter(position, undefined)
  )
    found.push(position.phase);
  return found;
}

describe('a listing', () => {
  test('of everything looks at both lists, and at the first once more', () => {
    expect(looks(undefined)).toEqual(['live', 'archived', 'moved']);
  });

  test('of changes looks at the newest deals too, before they can be archived', () => {
    expect(looks(since)).toEqual(['live', 'created', 'archived']);
  });

  test('asks for changes in whole seconds, rounded down', () => {
    expect(firstPosition('2026-06-20T10:44:31.999Z').updatedSince).toBe(since);
  });

  test('keeps its filters from look to look, and drops the vendor’s cursor', () => {
    const live = { ...begunAt(firstPosition(since), '2026-07-01T00:02:00.000Z'), vendorCursor: 'p9' };

    expect(positionAfter(live, undefined)).toEqual({
      phase: 'created',
      updatedSince: since,
      movedSince: '2026-07-01T00:00:00Z',
      vendorCursor: undefined,
    });
  });

  test('takes its beginning from the first answer only, and does without where no time is told', () => {
    const first = firstPosition(undefined);
    const later = { ...first, vendorCursor: 'p2' };
    const begun = begunAt(first, '2026-07-01T00:02:00.000Z');

    expect(begunAt(later, '2026-07-01T00:02:00.000Z').movedSince).toBeUndefined();
    expect(begunAt(first, undefined).movedSince).toBeUndefined();
    expect(begunAt(begun, '2026-07-02T00:00:00.000Z')).toEqual(begun);
  });
});

describe('a cursor', () => {
  test('says exactly where the listing stood, whatever the vendor’s own cursor looks like', () => {
    const positions = fc.record({
      phase: fc.constantFrom(...phases),
      updatedSince: fc.constantFrom(since, undefined),
      movedSince: fc.constantFrom('2026-07-01T00:00:00Z', undefined),
      vendorCursor: fc.option(fc.string({ minLength: 1, unit: 'binary' }), { nil: undefined }),
    });

    fc.assert(
      fc.property(positions, (position) => {
        expect(positionFrom(cursorFrom(position))).toEqual(position);
      }),
    );
  });

  test.each(['', 'eyJmaWVsZCI6ImlkIn0', 'deleted|||', 'live|yesterday||', '{"plan":"changes"}'])(
    '%j is not one of ours: the listing has to start again',
    (text) => {
      expect(() => positionFrom(text)).toThrow(expect.objectContaining({ code: 'cursor-expired' }));
      expect(() => positionFrom(text)).toThrow(VendorError);
    },
  );
});
