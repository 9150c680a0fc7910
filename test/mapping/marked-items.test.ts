import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/model/json.ts';
import { readField } from './vendor/acme.ts';

const other = { id: 1, role: 'user', main: false, left: 'false', rank: 1, share: '0.5' };

describe('[key=value] names the item whose value is that one, as its type reads it', () => {
  test.each<[mark: string, key: string, value: JsonValue, isFound: boolean]>([
    ['role=buyer', 'role', 'buyer', true],
    ['role=buyer', 'role', 'Buyer', false],
    ['id=7', 'id', 7, true],
    ['id=7', 'id', '7', true],
    ['id=007', 'id', 7, false],
    ['main=true', 'main', true, true],
    ['main=true', 'main', 'true', true],
    ['main=true', 'main', 1, false],
    ['left=true', 'left', true, true],
    ['left=true', 'left', 'true', true],
    ['rank=3', 'rank', 3, true],
    ['rank=3', 'rank', '3', true],
    ['rank=3', 'rank', true, false],
    ['share=0.25', 'share', '0.250', true],
    ['share=0.250', 'share', 0.25, true],
    ['share=0.25', 'share', '', false],
  ])('people[%s] and %s: %j', (mark, key, value, isFound) => {
    const native = { people: [other, null, 'x', { ...other, id: 2, since: 'now', [key]: value }] };

    expect(readField('leadId', `'people[${mark}].id'`, native)).toEqual({
      value: isFound ? String(key === 'id' ? value : 2) : null,
      issues: [],
    });
  });
});
