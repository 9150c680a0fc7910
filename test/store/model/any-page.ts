import * as fc from 'fast-check';
import type { JsonValue } from '../../../src/model/json.ts';
import type { PageCommit } from '../../../src/store/destination.ts';
import { commitOf } from '../page-of.ts';

/** Few, so that pages meet the same records again. */
export const ids = fc.constantFrom(
  '1',
  '2',
  '10',
  '0',
  'Z',
  'a',
  'é',
  '😀',
  'x\0y',
  'u\uD800',
  "'; DROP TABLE opportunities; --",
  '‮‎אב',
  '"',
  '__proto__',
);

export const instants = fc.constantFrom(
  '0000-01-01T00:00:00.000Z',
  '0000-02-29T23:59:59.999Z',
  '0001-01-01T00:00:00.001Z',
  '1969-12-31T23:59:59.999Z',
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.120Z',
  '2026-06-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
);

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'a\0b',
    '\uD800',
    '\uDC00\uD800',
    '‮rtl',
    '😀',
    '\\u0000',
    '\\',
    `"'`,
    '$1',
    "E'\\x00'",
    '\u2028\r\n\t',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const json: fc.Arbitrary<JsonValue> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.json({ maxDepth: 3, stringUnit: 'binary' }).map((text): JsonValue => JSON.parse(text)),
  },
  fc.dictionary(
    texts,
    fc.oneof(texts, fc.constantFrom(1e21, -0, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, null, true)),
  ),
);

/** Values of each column kind; now and then one that fits none. */
const fields = fc.record(
  {
    title: texts,
    description: fc.oneof(texts, fc.constant(null), fc.constant(5)),
    monetaryAmount: fc.oneof(
      fc.constantFrom(
        0,
        -0,
        1e21,
        0.1 + 0.2,
        5e-324,
        1.7976931348623157e308,
        -1e-7,
        null,
        'much',
        Number.NaN,
      ),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    interactionCount: fc.constantFrom(0, -0, 3, 2 ** 53 - 1, -(2 ** 53 - 1), null, 1.5, 2 ** 53),
    closeDate: fc.constantFrom(
      '0000-01-01',
      '0000-02-29',
      '0001-01-01',
      '9999-12-31',
      null,
      '2026-02-30',
      'soon',
    ),
    createdAt: fc.oneof(instants, fc.constantFrom(null, 'soon', '2026-01-01', '2026-01-01T00:00:00Z')),
    updatedAt: fc.oneof(instants, fc.constant(null)),
    deleted: fc.constantFrom(true, false, false, null, 'no'),
    tags: fc.oneof(fc.array(texts, { maxLength: 3 }), fc.constant(null)),
    customFields: fc.array(fc.record({ id: texts, value: json }), { maxLength: 2 }),
    customMappings: fc.oneof(fc.dictionary(texts, json, { maxKeys: 3 }), fc.constant(null)),
  },
  { requiredKeys: [] },
);

const natives = fc.record({
  id: ids,
  changedAt: fc.oneof(instants, fc.constant(undefined)),
  body: fc.dictionary(texts, json, { maxKeys: 3 }),
});

const rows = fc
  .record({ native: natives, fields })
  .map(({ native, fields: given }) => ({ native, record: { ...given, id: native.id } }));

const tombstones = fc.record(
  {
    id: ids,
    reason: fc.constantFrom('deleted', 'archived', 'merged'),
    mergedInto: ids,
    deletedAt: instants,
  },
  { requiredKeys: ['id', 'reason'] },
);

const issues = fc.record({
  record: ids,
  field: fc.constantFrom('title', 'status'),
  code: fc.constant('missing' as const),
  native: fc.oneof(texts, fc.constant(null)),
  at: fc.constantFrom('', 'm.yaml:3:5'),
});

/** Keys as records have ids: few, and some hostile. */
const definitions = fc.record({ key: ids, label: texts, type: fc.constantFrom('text', 'number', 'option') });

/** A page of a vendor's records, or of a replay. */
export const pages: fc.Arbitrary<PageCommit> = fc
  .record({
    origin: fc.constantFrom('fetched', 'fetched', 'fetched', 'replayed', 'released'),
    rows: fc.array(rows, { maxLength: 6 }),
    quarantine: fc.array(
      fc.record({
        native: natives,
        reason: fc.constantFrom('unusable', 'unstorable-value'),
        issues: fc.array(issues, { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    tombstones: fc.array(tombstones, { maxLength: 2 }),
    lookups: fc.array(fc.record({ table: texts, key: texts, columns: json }), {
      maxLength: 3,
    }),
    fields: fc.option(fc.array(definitions, { maxLength: 4 }), { nil: undefined, freq: 2 }),
    generation: fc.constantFrom(undefined, undefined, 1, 2, 3),
    watermark: fc.oneof(instants, fc.constant(undefined)),
  })
  .map(({ watermark, ...parts }) => ({ ...commitOf(parts), checkpoint: () => ({ watermark }) }));
