import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Config, configJsonSchema, knownKeys } from '../../../src/cli/config/config-schema.ts';
import { misplacedKey } from '../../../src/cli/config/misplaced-key.ts';

describe('the schema of opportune.yaml', () => {
  test('describes every key to an editor, and allows no other', () => {
    expect(configJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'opportune.yaml',
      type: 'object',
    });
    const schema = JSON.stringify(configJsonSchema());
    const connectionKeys = knownKeys(['connections', 'acme']) ?? [];

    expect(connectionKeys).toContain('allowCustomOrigin');
    for (const key of [
      ...connectionKeys,
      ...(knownKeys([]) ?? []),
      ...(knownKeys(['connections', 'acme', 'account']) ?? []),
      ...(knownKeys(['sync']) ?? []),
    ]) {
      expect(schema).toContain(`"${key}":`);
    }
    // Each object that names its keys.
    const objects = schema.match(/"properties":\{/g) ?? [];
    expect(objects.length).toBeGreaterThan(3);
    expect(schema.match(/"additionalProperties":false/g)).toHaveLength(objects.length);
    expect(schema).toContain('Take secrets from the environment');
  });

  test.each([
    [{}, true],
    [{ to: 'sqlite:x.db', connections: { 'acme-eu.1': { connector: 'copper' } } }, true],
    [{ connections: { 'acme eu': { connector: 'copper' } } }, false],
    [{ connections: { acme: {} } }, false],
    [{ connections: { acme: { connector: 'copper', account: { currency: 'eur' } } } }, false],
    [{ connections: { acme: { connector: 'copper', account: { timezone: 'Europe/Berln' } } } }, false],
    [
      {
        connections: { acme: { connector: 'copper', account: { timezone: '${ZONE}', currency: '${CUR}' } } },
      },
      true,
    ],
    [{ connections: [] }, false],
  ])('%j: %j', (value, isFine) => {
    expect(Config.safeParse(value).success).toBe(isFine);
  });
});

describe('a key that is written too high up', () => {
  test.each([
    'schedule',
    'every',
    'cron',
    'sweepEvery',
    'overlap',
    'hardDelete',
    'columns',
    'currency',
    'timezone',
  ])('%s is shown in a place where the schema takes it', (key) => {
    const place = (misplacedKey(key) ?? '').replace(/^write {2}/, '');
    const connection = { connector: 'hubspot', ...Object(parse(place)) };

    expect(place).toContain(key);
    expect(Config.safeParse({ connections: { acme: connection } }).success).toBe(true);
  });

  test('is told from one that is known nowhere', () => {
    expect(misplacedKey('toString')).toBeUndefined();
  });
});
