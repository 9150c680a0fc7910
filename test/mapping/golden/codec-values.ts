import type { NativeType } from '../../../src/connector-kit/resource.ts';
import type { TargetType } from '../../../src/mapping/codecs/codec.ts';
import type { JsonValue } from '../../../src/model/json.ts';

/** For each pair: native values with their unified ones, and native values with the code they are refused with. */
export type CodecValues = readonly [
  native: NativeType,
  target: TargetType,
  good: readonly Pair[],
  bad: readonly Pair[],
];
type Pair = readonly [raw: JsonValue, expected: JsonValue];

const numbers: readonly Pair[] = [
  ['', 'not-a-number'],
  ['1,5', 'not-a-number'],
  ['0x1F', 'not-a-number'],
  ['1_000', 'not-a-number'],
  ['Infinity', 'not-a-number'],
  ['NaN', 'not-a-number'],
  [' 1', 'not-a-number'],
  ['١', 'not-a-number'],
  [true, 'not-a-number'],
  [{}, 'not-a-number'],
  [[], 'not-a-number'],
  [[1], 'not-a-number'],
];
const integers: readonly Pair[] = [
  [1.5, 'not-an-integer'],
  ['0.1', 'not-an-integer'],
  [2 ** 53, 'not-an-integer'],
  ['x', 'not-a-number'],
  [null, 'not-a-number'],
];
const ratios: readonly Pair[] = [
  [1.5, 'out-of-range'],
  [-0.01, 'out-of-range'],
  ['x', 'not-a-number'],
  [{}, 'not-a-number'],
];
const instants: readonly Pair[] = [
  ['2026-02-30T00:00:00Z', 'not-a-datetime'],
  ['2026-13-01T00:00:00Z', 'not-a-datetime'],
  ['2026-01-01T25:00:00Z', 'not-a-datetime'],
  ['2026-01-01T00:60:00Z', 'not-a-datetime'],
  ['2026-01-01T00:00:00', 'not-a-datetime'],
  ['yesterday', 'not-a-datetime'],
  [1_767_225_600, 'not-a-datetime'],
  [{}, 'not-a-datetime'],
];
const seconds: readonly Pair[] = [
  ['x', 'not-a-datetime'],
  [1e15, 'not-a-datetime'],
  [{}, 'not-a-datetime'],
  [true, 'not-a-datetime'],
];
const days: readonly Pair[] = [
  ['2025-02-29', 'not-a-date'],
  ['2026-1-1', 'not-a-date'],
  ['1/2/2026', 'not-a-date'],
  ['2026-01-01T00:00:00Z', 'not-a-date'],
  [20_260_101, 'not-a-date'],
  [{}, 'not-a-date'],
];
const texts: readonly Pair[] = [
  [{}, 'not-text'],
  [[], 'not-text'],
  [['a'], 'not-text'],
];
const ids: readonly Pair[] = [
  [1.5, 'not-an-id'],
  [2 ** 53, 'not-an-id'],
  [true, 'not-an-id'],
  [{}, 'not-an-id'],
  [[1], 'not-an-id'],
];
const currencies: readonly Pair[] = [
  ['EURO', 'not-a-currency'],
  ['€', 'not-a-currency'],
  ['XX', 'not-a-currency'],
  [978, 'not-a-currency'],
  [{}, 'not-a-currency'],
];

/** What each pair of types reads and refuses. */
export const codecValues: readonly CodecValues[] = [
  [
    'text',
    'text',
    [
      ['a', 'a'],
      [' a ', ' a '],
      [0, '0'],
      [false, 'false'],
      ['__proto__', '__proto__'],
    ],
    texts,
  ],
  [
    'text',
    'currency',
    [
      ['EUR', 'EUR'],
      ['jpy', 'JPY'],
      [' Kwd ', 'KWD'],
    ],
    currencies,
  ],
  [
    'id',
    'id',
    [
      [7, '7'],
      ['0', '0'],
      ['0070', '0070'],
      [-1, '-1'],
      ['a-b', 'a-b'],
    ],
    ids,
  ],
  [
    'id',
    'text',
    [
      [7, '7'],
      ['x', 'x'],
    ],
    texts,
  ],
  [
    'int',
    'integer',
    [
      [0, 0],
      [-5, -5],
      ['12', 12],
    ],
    integers,
  ],
  [
    'int',
    'number',
    [
      [3, 3],
      [0, 0],
    ],
    numbers,
  ],
  [
    'int-text',
    'integer',
    [
      ['12', 12],
      ['-3', -3],
      [4, 4],
    ],
    integers,
  ],
  ['int-text', 'number', [['12', 12]], numbers],
  [
    'number',
    'number',
    [
      [0.1, 0.1],
      [-2, -2],
      ['3.5', 3.5],
      ['1e3', 1000],
      ['.5', 0.5],
    ],
    numbers,
  ],
  [
    'decimal',
    'number',
    [
      ['0.10', 0.1],
      ['1234567.89', 1_234_567.89],
      ['-0.01', -0.01],
      [5, 5],
    ],
    numbers,
  ],
  [
    'ratio',
    'percent',
    [
      [0, 0],
      [1, 100],
      [0.35, 35],
      [0.285, 28.5],
      [0.07, 7],
      [1 / 3, 33.333333],
    ],
    ratios,
  ],
  [
    'ratio-text',
    'percent',
    [
      ['0.29', 29],
      ['1', 100],
      ['0', 0],
      ['0.285', 28.5],
    ],
    ratios,
  ],
  [
    'percent',
    'percent',
    [
      [0, 0],
      [100, 100],
      [33.3, 33.3],
      ['55', 55],
    ],
    [
      [100.1, 'out-of-range'],
      [-1, 'out-of-range'],
      ['x', 'not-a-number'],
    ],
  ],
  ['percent', 'number', [[120, 120]], numbers],
  [
    'bool',
    'boolean',
    [
      [true, true],
      [false, false],
    ],
    [
      ['true', 'not-a-boolean'],
      [1, 'not-a-boolean'],
      [{}, 'not-a-boolean'],
    ],
  ],
  [
    'bool-text',
    'boolean',
    [
      ['true', true],
      ['false', false],
      [false, false],
    ],
    [
      ['True', 'not-a-boolean'],
      ['yes', 'not-a-boolean'],
      [0, 'not-a-boolean'],
    ],
  ],
  [
    'date',
    'date',
    [
      ['2024-02-29', '2024-02-29'],
      ['1969-12-31', '1969-12-31'],
    ],
    days,
  ],
  ['date', 'datetime', [['2024-02-29', '2024-02-29T00:00:00.000Z']], days],
  [
    'datetime',
    'datetime',
    [
      ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
      ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z'],
      ['2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00.000Z'],
      ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
      ['1767225600000', '2026-01-01T00:00:00.000Z'],
    ],
    instants,
  ],
  [
    'datetime',
    'date',
    [
      ['2026-01-01T23:59:59Z', '2026-01-01'],
      ['2026-01-01', '2026-01-01'],
    ],
    instants,
  ],
  [
    'unix-s',
    'datetime',
    [
      [0, '1970-01-01T00:00:00.000Z'],
      [-1, '1969-12-31T23:59:59.000Z'],
      ['1767225600', '2026-01-01T00:00:00.000Z'],
    ],
    seconds,
  ],
  [
    'unix-s',
    'date',
    [
      [1_767_225_599, '2025-12-31'],
      [1_767_225_600, '2026-01-01'],
    ],
    seconds,
  ],
  ['unix-ms', 'datetime', [[1_767_225_600_001, '2026-01-01T00:00:00.001Z']], seconds],
  ['unix-ms', 'date', [[1_767_225_599_999, '2025-12-31']], seconds.filter(([raw]) => raw !== 1e15)],
  [
    'unix-day',
    'date',
    [
      [1_767_225_600, '2026-01-01'],
      [1_767_225_600 + 12 * 3600 - 1, '2026-01-01'],
      [1_767_225_600 - 12 * 3600, '2026-01-01'],
    ],
    [
      ['x', 'not-a-date'],
      [1e15, 'not-a-date'],
      [{}, 'not-a-date'],
    ],
  ],
  [
    'choice',
    'text',
    [
      ['a', 'a'],
      [5, '5'],
    ],
    texts,
  ],
  [
    'choice',
    'id',
    [
      ['a', 'a'],
      [5, '5'],
    ],
    ids,
  ],
  ['choice', 'currency', [['usd', 'USD']], currencies],
  ['list-semicolon', 'text', [['a', 'a']], texts],
  ['list-semicolon', 'id', [['a', 'a']], ids],
];
