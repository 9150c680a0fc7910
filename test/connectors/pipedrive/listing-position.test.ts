import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VendorError } from '../../../src/connector-kit/index.ts';
import {
  cursorFrom,
  firstPosition,
  positionAfter,
  positionFrom,
} from '../../../connectors/pipedrive/listing-position.ts';

describe('a listing', () => {
  test('starts with the deals that are not archived', () => {
    expect(firstPosition(undefined)).toEqual({
      phase: 'live',
      updatedSince: undefined,
      vendorCursor: undefined,
    });
  });

  test('asks for changes in whole seconds, rounded down', () => {
    expect(firstPosition('2026-06-20T10:44:31.999Z').updatedSince).toBe('2026-06-20T10:44:31Z');
  });

  test('goes on with the archived deals under the same filter, and ends after them', () => {
    const live = { ...firstPosition('2026-06-20T10:44:31.000Z'), vendorCursor: 'p9' };
    const archived = positionAfter(live, undefined);

    expect(archived).toEqual({
      phase: 'archived',
      updatedSince: '2026-06-20T10:44:31Z',
      vendorCursor: undefined,
    });
    expect(archived && positionAfter(archived, undefined)).toBeUndefined();
  });
});

describe('a cursor', () => {
  test('says exactly where the listing stood, whatever the vendor’s own cursor looks like', () => {
    const positions = fc.record({
      phase: fc.constantFrom('live' as const, 'archived' as const),
      updatedSince: fc.constantFrom('2026-06-20T10:44:31Z', undefined),
      vendorCursor: fc.option(fc.string({ minLength: 1, unit: 'binary' }), { nil: undefined }),
    });

    fc.assert(
      fc.property(positions, (position) => {
        expect(positionFrom(cursorFrom(position))).toEqual(position);
      }),
    );
  });

  test.each(['', 'eyJmaWVsZCI6ImlkIn0', 'deleted||', '{"plan":"changes"}'])(
    '%j is not one of ours: the listing has to start again',
    (text) => {
      expect(() => positionFrom(text)).toThrow(expect.objectContaining({ code: 'cursor-expired' }));
      expect(() => positionFrom(text)).toThrow(VendorError);
    },
  );
});
