import { describe, expect, test } from 'vitest';
import { Config, configJsonSchema, knownKeys } from '../../../src/cli/config/config-schema.ts';

describe('the schema of opportune.yaml', () => {
  test('describes every key to an editor, and allows no other', () => {
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
