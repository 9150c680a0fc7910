import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sharedCredentials, type CredentialStore, type SessionOptions } from '../../src/http/index.ts';
import { memorySlot, type MemorySlot } from '../support/memory-slot.ts';
import { rotatingVendor, type RotatingVendor } from '../support/rotating-vendor.ts';
import { acmeSession, rejection } from './acme.ts';
import { interceptRequests } from '../support/intercept-requests.ts';

interceptRequests();

const read = { method: 'GET', path: '/deals' } as const;
let vendor: RotatingVendor;

afterEach(async () => {
  await vendor.close();
});

interface World {
  readonly slot: MemorySlot;
  readonly log: unknown[];
  readonly store: CredentialStore;
  open(options?: Partial<SessionOptions>): ReturnType<typeof acmeSession>;
}

async function world(): Promise<World> {
  vendor = await rotatingVendor();
  const slot = memorySlot();
  const log: unknown[] = [];
  const store = sharedCredentials({ slot, connection: 'acme', configured: vendor.first });
  return {
    slot,
    log,
    store,
    open: (options = {}) =>
      acmeSession({
        baseUrl: vendor.baseUrl,
        credentials: vendor.first,
        credentialStore: store,
        log: (...line) => log.push(line),
        ...options,
      }),
  };
}

const ask = (session: ReturnType<typeof acmeSession>): Promise<unknown> => session.request(read, z.unknown());
const lifeMs = 1_800_000;

describe('sessions that share a store', () => {
  test('renew once among them', async () => {
    const { open } = await world();
    const sessions = Array.from({ length: 8 }, () => open());

    await Promise.all(sessions.map(ask));

    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
  });

  test('renew once after a refusal in the middle of the work', async () => {
    const { open } = await world();
    const sessions = Array.from({ length: 8 }, () => open());
    await Promise.all(sessions.map(ask));
    vendor.endAccess();

    await Promise.all(sessions.map(ask));

    expect(vendor).toMatchObject({ renewals: 2, reuses: 0 });
    // Each was refused once, and once only.
    for (const session of sessions) expect(session.usage().requests).toBeLessThanOrEqual(3);
  });

  test('begin with what was saved before them, without asking anybody', async () => {
    const { open } = await world();
    await ask(open());
    const later = open();
    await ask(later);

    expect(later.usage().requests).toBe(1);
    expect(vendor.renewals).toBe(1);
  });

  test('renew what was saved where it is about to die itself', async () => {
    const { open } = await world();
    await ask(open());
    const clock = {
      now: () => Date.parse('2026-11-22T12:00:00Z') + lifeMs,
      monotonic: () => 0,
      sleep: () => Promise.resolve(),
    };
    await ask(open({ clock }));

    expect(vendor).toMatchObject({ renewals: 2, reuses: 0 });
  });

  test('use the configured credentials where the saved ones do not fit the connector any more', async () => {
    const { open, slot, store, log } = await world();
    const rules = { withinMs: 1000, signal: new AbortController().signal };
    await store.exclusively((turn) => turn.save({ token: 5 }), rules);
    await ask(open());

    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
    expect(JSON.parse(slot.text ?? '')).toMatchObject({ credentials: { token: 'canary-access-1' } });
    expect(inspect(log)).toContain('do not fit the connector');
  });
});

describe('a renewal', () => {
  test('whose turn was lost to nobody is stored in the next turn, not asked for again', async () => {
    const { open, slot } = await world();
    const write = slot.write;
    slot.write = (text, holder) => {
      slot.write = write;
      slot.endLease();
      return slot.write(text, holder);
    };
    await ask(open());

    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
    expect(slot.text).toContain('canary-refresh-1');
  });

  test('whose turn was lost to one who stored another pair gives way to that', async () => {
    const { open, slot } = await world();
    await ask(open());
    const other = slot.text?.replace('canary-refresh-1', 'canary-refresh-of-another');
    vendor.reconnect();
    slot.text = undefined;
    const write = slot.write;
    slot.write = async (text, holder) => {
      slot.write = write;
      slot.endLease();
      slot.text = other;
      return slot.write(text, holder);
    };

    // The vendor knows nothing of the other pair; that it is used is what matters here.
    expect(await rejection(ask(open()))).toMatchObject({ code: 'auth' });
    expect(vendor).toMatchObject({ renewals: 1, reuses: 1 });
    expect(slot.text).toBe(other);
  });

  test('that cannot keep its turn ends with an error, and keeps the pair', async () => {
    const { open, slot } = await world();
    const write = slot.write;
    slot.write = () => Promise.resolve(false);
    const session = open();

    expect(await rejection(ask(session))).toMatchObject({ code: 'credentials-busy' });
    slot.write = write;
    await ask(session);
    expect(vendor).toMatchObject({ renewals: 1, reuses: 0 });
  });

  test('that could not be stored says what to do, shows no token, and is stored when the session ends', async () => {
    const { open, slot } = await world();
    const write = slot.write;
    slot.write = (text) => Promise.reject(new Error(`disk full while writing ${text}`));
    const session = open();
    const error = await rejection(ask(session));

    expect(error).toMatchObject({
      code: 'credentials-not-saved',
      hint: expect.stringContaining('try again'),
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
    expect(session.usage().requests).toBe(0);
    slot.write = write;
    await session.close();
    expect(slot.text).toContain('canary-refresh-1');
  });

  test('that is lost with the session is said so', async () => {
    const { open, slot, log } = await world();
    slot.write = () => Promise.reject(new Error('disk full'));
    const session = open();
    await rejection(ask(session));
    await session.close();

    expect(log.at(-1)).toMatchObject(['error', expect.stringContaining('reconnected'), {}]);
  });

  test('that is under way when the session ends is finished and stored', async () => {
    const { open, slot } = await world();
    const session = open();
    const held = vendor.holdRenewal();
    const pending = rejection(ask(session));
    const release = await held;
    const closing = session.close();
    expect(await pending).toMatchObject({ code: 'session-closed' });
    release();
    await closing;

    expect(slot.text).toContain('canary-refresh-1');
    expect(slot.holder).toBeUndefined();
  });

  test('is not begun by a session that has ended', async () => {
    const { open, slot } = await world();
    const session = open();
    const { read: unwatched } = slot;
    let reads = 0;
    slot.read = async () => {
      reads += 1;
      // The second one is within the turn.
      if (reads === 2) void session.close();
      return unwatched();
    };

    expect(await rejection(ask(session))).toMatchObject({ code: 'session-closed' });
    await session.close();
    expect(vendor.renewals).toBe(0);
    expect(slot.holder).toBeUndefined();
  });

  test('is not begun where nothing can be stored', async () => {
    const { open, slot } = await world();
    slot.lock = () => Promise.reject(new Error('EROFS'));

    expect(await rejection(ask(open()))).toMatchObject({ code: 'credentials-unreachable' });
    expect(vendor.renewals).toBe(0);
  });

  test('that the vendor refuses says that the account has to be reconnected', async () => {
    const { open } = await world();
    await ask(open());
    const stranger = open({ credentialStore: undefined });

    expect(await rejection(ask(stranger))).toMatchObject({
      code: 'auth',
      hint: expect.stringContaining('have the account reconnected'),
    });
  });
});

test('a key that cannot be renewed never touches the store', async () => {
  const { open, slot } = await world();
  slot.read = () => Promise.reject(new Error('must not be read'));
  const session = open({ credentials: { token: 'canary-access-0' } });

  expect(await rejection(ask(session))).toMatchObject({ code: 'auth', details: { status: 401 } });
});

test('a store and a function to save with at once are refused', async () => {
  const { open } = await world();

  expect(() => open({ saveCredentials: () => Promise.resolve() })).toThrow('Both credentialStore');
});
