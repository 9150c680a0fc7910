import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  readCredentialKey,
  sealWith,
  sharedCredentials,
  type CredentialStore,
  type SharedCredentialsOptions,
} from '../../src/http/index.ts';
import { memorySlot } from '../support/memory-slot.ts';
import { jumpingClock } from '../support/open-test-session.ts';
import { rejection } from './acme.ts';

const configured = { clientId: 'app', refreshToken: 'canary-first' };
const renewed = { ...configured, refreshToken: 'canary-second', accessToken: 'canary-access' };
const rules = { withinMs: 90_000, signal: new AbortController().signal };
const newKey = (name: string) => readCredentialKey(randomBytes(32).toString('base64'), name);

function store(options: Partial<SharedCredentialsOptions> = {}): CredentialStore {
  return sharedCredentials({
    slot: memorySlot(),
    connection: 'acme',
    configured,
    clock: jumpingClock(),
    random: () => 0.5,
    ...options,
  });
}

const save = (kept: CredentialStore, credentials: unknown = renewed): Promise<boolean> =>
  kept.exclusively((turn) => turn.save(credentials), rules);

describe('what was saved', () => {
  test('is there for everyone with the same configuration, however it is ordered', async () => {
    const slot = memorySlot();
    expect(await save(store({ slot }))).toBe(true);
    const { clientId, refreshToken } = configured;

    expect(await store({ slot }).load()).toEqual(renewed);
    expect(await store({ slot, configured: { refreshToken, clientId } }).load()).toEqual(renewed);
  });

  test('does not count where other credentials are configured', async () => {
    const slot = memorySlot();
    await save(store({ slot }));

    expect(await store({ slot, configured: { ...configured, refreshToken: 'new' } }).load()).toBeUndefined();
    expect(await store({ slot, configured: { ...configured, more: 'x' } }).load()).toBeUndefined();
  });

  test.each(['', '{"origin":', 'null', '[]', '{"origin":"x"}', '{"origin":"x","credentials":[]}'])(
    'counts as nothing where it is no such thing: %j',
    async (text) => {
      const slot = memorySlot();
      slot.text = text;

      expect(await store({ slot }).load()).toBeUndefined();
    },
  );

  test('is told to whoever hides secrets, before anyone else has it', async () => {
    const told: unknown[] = [];
    const slot = memorySlot();
    const kept = store({ slot, onCredentials: (credentials) => told.push(credentials) });
    await save(kept);
    await store({ slot, onCredentials: (credentials) => told.push(credentials) }).load();

    expect(told).toEqual([renewed, renewed]);
  });
});

describe('with a key', () => {
  test('nothing that was saved can be read without it', async () => {
    const slot = memorySlot();
    const key = newKey('KEY');
    await save(store({ slot, seal: sealWith(key) }));

    expect(slot.text).toMatch(/^opportune-sealed:1:/);
    expect(slot.text).not.toMatch(/canary|origin|clientId/);
    expect(await store({ slot, seal: sealWith(key) }).load()).toEqual(renewed);
  });

  test('a wrong one, or none, is an error and not a fresh start with old tokens', async () => {
    const slot = memorySlot();
    await save(store({ slot, seal: sealWith(newKey('KEY')) }));
    const sealed = slot.text;

    for (const seal of [undefined, sealWith(newKey('WRONG'))]) {
      const kept = store({ slot, seal });
      expect(await rejection(kept.load())).toMatchObject({ code: 'credentials-sealed' });
      expect(await rejection(kept.exclusively((turn) => turn.load(), rules))).toMatchObject({
        code: 'credentials-sealed',
      });
    }
    expect(slot.text).toBe(sealed);
    expect(slot.holder).toBeUndefined();
  });

  test('what an earlier key or no key kept can be read, and is sealed when it is saved next', async () => {
    const [first, second] = [newKey('FIRST'), newKey('SECOND')];
    const slot = memorySlot();
    await save(store({ slot }));
    const sealed = store({ slot, seal: sealWith(first) });
    expect(await sealed.load()).toEqual(renewed);
    await save(sealed);
    const rotated = store({ slot, seal: sealWith(second, [first]) });
    expect(await rotated.load()).toEqual(renewed);
    await save(rotated);

    expect(slot.text).toContain(second.id);
    expect(await store({ slot, seal: sealWith(second) }).load()).toEqual(renewed);
  });

  test('what belongs to another connection is an error', async () => {
    const slot = memorySlot();
    const seal = sealWith(newKey('KEY'));
    await save(store({ slot, seal }));

    expect(await rejection(store({ slot, seal, connection: 'other' }).load())).toMatchObject({
      code: 'credentials-damaged',
    });
  });
});

test('without a key, that is said once', async () => {
  const lines: unknown[] = [];
  const kept = store({ log: (...line) => lines.push(line) });
  await save(kept);
  await save(kept);

  expect(lines).toEqual([
    ['warn', 'Renewed access is stored unencrypted; set OPPORTUNE_KEY.', { place: 'the memory' }],
  ]);
  expect(inspect(lines)).not.toContain('canary');
});

describe('turns', () => {
  test('come one after the other, also within one process', async () => {
    const kept = store();
    const course: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = kept.exclusively(async () => {
      course.push('first begins');
      await gate.promise;
      course.push('first ends');
    }, rules);
    const second = kept.exclusively(async () => void course.push('second'), rules);
    await Promise.resolve();
    gate.resolve();
    await Promise.all([first, second]);

    expect(course).toEqual(['first begins', 'first ends', 'second']);
  });

  test('are given back after a failure', async () => {
    const kept = store();
    await rejection(kept.exclusively(() => Promise.reject(new Error('no')), rules));

    expect(await save(kept)).toBe(true);
  });

  test('that were lost save nothing', async () => {
    const slot = memorySlot();
    const isSaved = await store({ slot }).exclusively((turn) => {
      slot.endLease();
      return turn.save(renewed);
    }, rules);

    expect(isSaved).toBe(false);
    expect(slot.text).toBeUndefined();
  });

  test('are waited for as long as a holder may be alive, and not for ever', async () => {
    const slot = memorySlot();
    await slot.lock('hangs', 1);
    const clock = jumpingClock();
    const began = clock.now();
    const lines: string[] = [];
    const kept = store({ slot, clock, log: (_level, message) => lines.push(message) });
    const error = await rejection(kept.exclusively(() => Promise.resolve(), rules));

    expect(error).toMatchObject({ code: 'credentials-busy', context: { place: 'the memory' } });
    expect(clock.now() - began).toBeGreaterThan(2 * rules.withinMs);
    expect(clock.now() - began).toBeLessThan(3 * rules.withinMs);
    expect(lines).toEqual(['Another process renews access; waiting for it.']);
  });

  test('are not waited for by one who was told to stop', async () => {
    const slot = memorySlot();
    await slot.lock('alive', 1);
    const control = new AbortController();
    const clock = jumpingClock();
    const sleep: typeof clock.sleep = async (ms, signal) => {
      control.abort(new Error('enough'));
      await clock.sleep(ms, signal);
    };
    const turn = store({ slot, clock: { ...clock, now: clock.now, sleep } }).exclusively(
      () => Promise.resolve(),
      { ...rules, signal: control.signal },
    );

    expect(await rejection(turn)).toMatchObject({ message: 'enough' });
  });

  test('that cannot be had at all say where', async () => {
    const slot = { ...memorySlot(), lock: () => Promise.reject(new Error('EACCES')) };

    expect(await rejection(save(store({ slot })))).toMatchObject({
      code: 'credentials-unreachable',
      context: { place: 'the memory' },
    });
  });

  test('count where only giving them back fails', async () => {
    const slot = memorySlot();
    slot.unlock = () => Promise.reject(new Error('EIO'));

    expect(await save(store({ slot }))).toBe(true);
  });
});
