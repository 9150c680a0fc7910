import { expect, it } from 'vitest';
import { prefetch } from '../../src/connector-kit/index.ts';
import { abortable } from '../../src/client/abortable.ts';

/** Counts up; remembers how far it was asked to go and whether it was let go. */
function counter(end: number) {
  const state = { asked: 0, closed: false };
  async function* numbers(): AsyncGenerator<number, void, void> {
    try {
      while (state.asked < end) {
        state.asked += 1;
        yield state.asked;
      }
    } finally {
      state.closed = true;
    }
  }
  return { state, numbers };
}

const settled = () => new Promise(setImmediate);

it('one element is asked for ahead, and no further one, however long the consumer takes', async () => {
  const { state, numbers } = counter(5);
  const ahead: number[] = [];
  const got: number[] = [];

  for await (const number of prefetch(numbers())) {
    await settled();
    got.push(number);
    ahead.push(state.asked - number);
  }

  expect(got).toEqual([1, 2, 3, 4, 5]);
  expect(ahead).toEqual([1, 1, 1, 1, 0]);
});

it('as many as was said are asked for ahead', async () => {
  const { state, numbers } = counter(5);
  const ahead: number[] = [];

  for await (const number of prefetch(numbers(), { ahead: 3 })) {
    await settled();
    ahead.push(state.asked - number);
  }

  expect(ahead).toEqual([3, 3, 2, 1, 0]);
});

async function* failing(): AsyncGenerator<number, void, void> {
  yield 1;
  throw new RangeError('second');
}

it('a failure shows in its turn, after the elements before it', async () => {
  const got: number[] = [];

  const reading = (async () => {
    for await (const number of prefetch(failing())) {
      await settled();
      got.push(number);
    }
  })();

  await expect(reading).rejects.toThrow('second');
  expect(got).toEqual([1]);
});

it('who stops early lets the source go', async () => {
  const { state, numbers } = counter(5);

  for await (const number of prefetch(numbers())) if (number === 2) break;
  await settled();

  expect(state.closed).toBe(true);
});

it('an abort ends the wait for an element that never comes', async () => {
  const controller = new AbortController();
  const { promise: never } = Promise.withResolvers<void>();
  async function* stuck(): AsyncGenerator<number, void, void> {
    yield 1;
    await never;
  }
  const got: number[] = [];

  const reading = (async () => {
    for await (const number of abortable(stuck(), controller.signal)) {
      got.push(number);
      setImmediate(() => controller.abort(new RangeError('enough')));
    }
  })();

  await expect(reading).rejects.toThrow('enough');
  expect(got).toEqual([1]);
});

it('a signal that was aborted before delivers nothing', async () => {
  const { numbers } = counter(5);
  const reading = abortable(numbers(), AbortSignal.abort(new RangeError('never')))[Symbol.asyncIterator]();

  await expect(reading.next()).rejects.toThrow('never');
});
