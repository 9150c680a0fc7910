import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';
import type { WriteIssueCode } from '../../../src/mapping/write-types.ts';
import { anyInput } from './any-input.ts';
import { bindWorld, type BoundWorld } from './worlds/bind-world.ts';
import { copper } from './worlds/copper.ts';
import { Dice } from './worlds/dice.ts';
import { hubspot } from './worlds/hubspot.ts';
import { pipedrive } from './worlds/pipedrive.ts';
import type { World } from './worlds/world.ts';

/** `npm run test:writes` asks for a hundred thousand. */
const inputs = Number(process.env['FUZZED_WRITES'] ?? 5000);
const mostShown = 3;

const codes: ReadonlySet<WriteIssueCode> = new Set<WriteIssueCode>([
  'required',
  'unknown-field',
  'read-only',
  'unsupported',
  'not-met',
  'cannot-clear',
  'conflict',
  'wrong-type',
  'unknown-value',
  'unknown-reference',
  'ambiguous-reference',
  'would-not-read-back',
  'unchecked',
]);

/** Paths of everything in a patch that is no object; items of lists by `[]`. */
function pathsIn(value: JsonValue, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${prefix}[]`));
  if (!isJsonObject(value)) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsIn(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}

/** Finds the paths of a patch that the vendor does not know as ones that can be written. */
function foreignPaths(
  { catalogue }: World,
  { checked }: BoundWorld,
): (patch: JsonObject, current: JsonObject | undefined) => string[] {
  const { descriptor, fields } = checked;
  const home = fields.get('customFields');
  if (home?.kind !== 'collect') throw new Error('no custom fields');
  const container = home.container.map((step) => (step.kind === 'key' ? step.name : '')).join('.');
  const custom = new Set(catalogue.filter(({ access }) => access !== 'read').map(({ key }) => key));
  const isEntry = (path: string): boolean =>
    path === `${container}[].custom_field_definition_id` || path.startsWith(`${container}[].value`);
  const isCustom = (path: string): boolean =>
    home.form === 'list'
      ? isEntry(path)
      : [...custom].some(
          (key) => `${path}.`.startsWith(`${container}.${key}.`) || path.startsWith(`${container}.${key}[]`),
        );
  const isWritable = (path: string): boolean => {
    const field = descriptor.fields.get(path) ?? descriptor.fields.get(`${path}[]`);
    return field?.access === 'read-write';
  };
  // What marks an item of a list, and what an item had already, goes with it.
  const isOfItem = (path: string): boolean => path.includes('[].') && descriptor.fields.has(path);
  return (patch, current) => {
    const entries = home.form === 'list' ? patch[container] : undefined;
    const unknown = (Array.isArray(entries) ? entries : []).flatMap((entry) => {
      const id = isJsonObject(entry) ? String(entry['custom_field_definition_id']) : '';
      return custom.has(id) ? [] : [`${container}[${id}]`];
    });
    const there = new Set(current === undefined ? [] : pathsIn(current));
    const foreign = pathsIn(patch).filter(
      (path) =>
        !isWritable(path) &&
        !isCustom(path) &&
        !isOfItem(path) &&
        !(path.includes('[]') && there.has(path)) &&
        !path.endsWith('.results'),
    );
    return [...foreign, ...unknown];
  };
}

describe.each([copper, hubspot, pipedrive])('any input for $vendor', (world) => {
  const bound = bindWorld(world);
  const foreign = foreignPaths(world, bound);

  test('is a patch that the vendor knows, or reasons of a known kind; nothing is thrown, nothing deleted', () => {
    const found: string[] = [];
    const told = { sent: 0, refused: 0, unchanged: 0 };
    const seen = new Set<string>();
    const before = Object.getOwnPropertyNames(Object.prototype).length;

    for (let run = 0; run < inputs && found.length < mostShown; run += 1) {
      const dice = new Dice(run);
      const zone = dice.pick(['UTC', 'Europe/Berlin', 'America/St_Johns']);
      const native = dice.chance(0.3) ? undefined : world.record(dice);
      const unified = native === undefined ? undefined : (bound.in(zone).read(native).record ?? undefined);
      const input = anyInput(world, { native, unified }, dice);
      const { patch, fields, issues } = bound.in(zone).write(input as JsonObject, native);
      const errors = issues.filter(({ severity }) => severity === 'error');
      const isEmpty = Object.keys(patch).length === 0;
      told[errors.length > 0 ? 'refused' : isEmpty ? 'unchanged' : 'sent'] += 1;
      for (const { code } of issues) seen.add(code);
      const untold = issues.filter(
        ({ code, message, field, hint }) => !codes.has(code) || message === '' || field === '' || hint === '',
      );
      const sendable = fields.filter(({ field }) => errors.some((error) => error.field === field));
      const sent = foreign(patch, native);
      const isBroken = untold.length + sendable.length + sent.length > 0 || (errors.length > 0 && !isEmpty);
      const isDeleting = JSON.stringify(patch['status'] ?? '').includes('deleted');
      if (isBroken || isDeleting) found.push(JSON.stringify({ run, patch, sent, untold, sendable, errors }));
    }

    expect(found).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
    // Neither all refused nor all taken, for every reason there is: some vendor needs nothing, and no table is missing.
    expect(Math.min(told.sent, told.refused)).toBeGreaterThan(inputs / 20);
    expect([...codes].filter((code) => !seen.has(code) && !['unchecked', 'required'].includes(code))).toEqual(
      [],
    );
  });
});
