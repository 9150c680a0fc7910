import { describe, expect, test } from 'vitest';
import type { CredentialSlot } from '../../src/http/index.ts';

export interface SlotFixture {
  /** A slot of its own on every call, as another process would have it; the same name means the same place. */
  open(connection: string): CredentialSlot;
  /** Makes all leases end that were taken so far, by moving a clock or by moving the leases. */
  endLeases(): Promise<void>;
}

const leaseMs = 60_000;

/** The promises that every slot keeps. `fixture` makes an empty place for each test. */
export function testCredentialSlot(name: string, fixture: () => Promise<SlotFixture>): void {
  describe(`${name} keeps what every slot promises`, () => {
    test('nothing was written at first; then what was written last, for every process', async () => {
      const { open } = await fixture();
      const [mine, other] = [open('acme'), open('acme')];
      expect(await mine.read()).toBeUndefined();
      expect(await mine.lock('a', leaseMs)).toBe(true);

      expect(await mine.write('first', 'a')).toBe(true);
      expect(await mine.write('second "ünïcode" \u0000\n', 'a')).toBe(true);
      expect(await other.read()).toBe('second "ünïcode" \u0000\n');
    });

    test('connections do not see each other, whatever their names', async () => {
      const { open } = await fixture();
      const names = ['acme', 'Acme', 'acme.', 'acme_', '../acme', 'acme/x', 'ä', 'a'.repeat(300), '.', ''];
      for (const each of names) {
        const slot = open(each);
        expect(await slot.lock(`holder of ${each}`, leaseMs)).toBe(true);
        expect(await slot.write(`text of ${each}`, `holder of ${each}`)).toBe(true);
      }

      for (const each of names) expect(await open(each).read()).toBe(`text of ${each}`);
    });

    test('one holder at a time, until it lets go', async () => {
      const { open } = await fixture();
      const [mine, other] = [open('acme'), open('acme')];

      expect(await mine.lock('a', leaseMs)).toBe(true);
      expect(await other.lock('b', leaseMs)).toBe(false);
      expect(await mine.lock('c', leaseMs)).toBe(false);
      await mine.unlock('a');
      expect(await other.lock('d', leaseMs)).toBe(true);
    });

    test('of many who come at once, one has the lock', async () => {
      const { open } = await fixture();
      for (const round of ['first', 'second', 'third']) {
        const slots = Array.from({ length: 20 }, () => open('acme'));
        const taken = await Promise.all(slots.map((slot, index) => slot.lock(`${round} ${index}`, leaseMs)));
        const winner = taken.indexOf(true);

        expect(taken.filter(Boolean)).toHaveLength(1);
        await slots[winner]?.unlock(`${round} ${winner}`);
      }
    });

    test('of many who find a dead holder, one has the lock', async () => {
      const { open, endLeases } = await fixture();
      await open('acme').lock('dead', leaseMs);
      await endLeases();

      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, index) => open('acme').lock(`heir ${index}`, leaseMs)),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    test('who lost the lock cannot write, nor take it from the next one', async () => {
      const { open, endLeases } = await fixture();
      const [slow, next, third] = [open('acme'), open('acme'), open('acme')];
      await slow.lock('slow', leaseMs);
      await endLeases();
      expect(await next.lock('next', leaseMs)).toBe(true);

      expect(await slow.write('too late', 'slow')).toBe(false);
      await slow.unlock('slow');
      expect(await third.lock('third', leaseMs)).toBe(false);
      expect(await next.write('in time', 'next')).toBe(true);
      expect(await slow.read()).toBe('in time');
      await next.unlock('next');
      expect(await slow.write('much too late', 'slow')).toBe(false);
    });

    test('nobody writes or lets go without the lock', async () => {
      const { open } = await fixture();
      const slot = open('acme');

      expect(await slot.write('text', 'nobody')).toBe(false);
      await slot.unlock('nobody');
      expect(await slot.read()).toBeUndefined();
    });
  });
}
