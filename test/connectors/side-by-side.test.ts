import { expect, test } from 'vitest';
import { sideBySide } from '../../src/connector-kit/index.ts';

/** Work that is finished from outside, one item at a time. */
function workshop() {
  const begun: number[] = [];
  const gates = new Map<number, PromiseWithResolvers<string>>();
  return {
    begun,
    work(item: number): Promise<string> {
      begun.push(item);
      const gate = Promise.withResolvers<string>();
      gates.set(item, gate);
      return gate.promise;
    },
    async finish(item: number): Promise<void> {
      gates.get(item)?.resolve(`done ${item}`);
      await new Promise((resolve) => setImmediate(resolve));
    },
    async fail(item: number): Promise<void> {
      gates.get(item)?.reject(new Error(`failed ${item}`));
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('work goes on side by side, never more at once than allowed, and its results keep the order', async () => {
  const { begun, work, finish } = workshop();
  const results = sideBySide([1, 2, 3, 4], 2, work);

  expect(begun).toEqual([1, 2]);
  await finish(2);
  expect(begun).toEqual([1, 2, 3]);
  await finish(3);
  await finish(4);
  await finish(1);

  expect(await results).toEqual(['done 1', 'done 2', 'done 3', 'done 4']);
});

test('after a failure nothing more is begun', async () => {
  const { begun, work, finish, fail } = workshop();
  const results = sideBySide([1, 2, 3, 4], 2, work);
  const failure = results.catch((error: unknown) => error);

  await fail(1);
  await finish(2);

  expect(await failure).toMatchObject({ message: 'failed 1' });
  expect(begun).toEqual([1, 2]);
});

test('nothing to do is nothing done', async () => {
  expect(await sideBySide([], 3, () => Promise.reject(new Error('never')))).toEqual([]);
});
