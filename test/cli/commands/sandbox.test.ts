import { describe, expect, test } from 'vitest';
import { sandboxes } from '../../../connectors/sandboxes.ts';
import { runCli, startCli } from '../support/run-cli.ts';

const vendors = sandboxes.map(({ connector }) => connector);

/** Starts the command, waits until that many vendors are ready, and stops it when the test is done with them. */
async function withSandbox(
  args: readonly string[],
  count: number,
  use: (ready: readonly Readonly<Record<string, unknown>>[]) => Promise<void>,
): Promise<number> {
  const { captured, ended } = startCli(['sandbox', ...args, '--deals', '10', '--json']);
  const readyLines = (): string[] => captured.out().split('\n').slice(0, -1);
  while (readyLines().length < count) await new Promise((resolve) => setImmediate(resolve));
  try {
    await use(readyLines().map((line): Record<string, unknown> => JSON.parse(line)));
  } finally {
    captured.stop();
  }
  return ended;
}

describe('sandbox', () => {
  test.each(vendors)('runs %s alone and gives a program its address and credentials', async (vendor) => {
    const code = await withSandbox([vendor], 1, async ([ready]) => {
      expect(ready).toMatchObject({
        ready: true,
        connector: vendor,
        baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/),
        controlUrl: new URL('/_sandbox', String(ready?.['baseUrl'])).href,
      });
      expect(Object.keys(Object(ready?.['credentials'])).length).toBeGreaterThan(0);
      expect(await (await fetch(`${String(ready?.['controlUrl'])}/state`)).json()).toMatchObject({
        connector: vendor,
        faults: [],
      });
    });

    expect(code).toBe(0);
  });

  test('runs every vendor, and each can be listed with what it printed', async () => {
    await withSandbox([], vendors.length, async (ready) => {
      for (const { connector, baseUrl, credentials } of ready) {
        const flags = Object.entries(Object(credentials)).flatMap(([name, value]) => [
          '--credential',
          `${name}=${String(value)}`,
        ]);
        const target = ['--connector', String(connector), '--base-url', String(baseUrl), ...flags];
        const { code, out } = await runCli(['opportunity', 'list', '--json', '--limit', '3', ...target]);

        expect(code).toBe(0);
        expect(out.trimEnd().split('\n')).toHaveLength(3);
      }
    });
  });

  test('shows people where it is controlled', async () => {
    const { captured, ended } = startCli(['sandbox', 'copper', '--deals', '1', '--no-color']);
    while (!captured.err().includes('Ready')) await new Promise((resolve) => setImmediate(resolve));
    captured.stop();

    expect(await ended).toBe(0);
    expect(captured.out()).toMatch(/^ *control +http:\/\/127\.0\.0\.1:\d+\/_sandbox /m);
  });

  test('lists the faults that can be switched on, with what each does', async () => {
    const { code, out } = await runCli(['sandbox', 'hubspot', '--list-faults', '--json']);
    const faults: readonly Record<string, unknown>[] = JSON.parse(out);

    expect(code).toBe(0);
    expect(faults.length).toBeGreaterThan(3);
    expect(
      faults.every(
        ({ connector, fault, meaning }) => connector === 'hubspot' && fault !== '' && meaning !== '',
      ),
    ).toBe(true);
  });

  test.each([
    [['hubspto'], 'did you mean "hubspot"?'],
    [['hubspot', '--deals', '2000000'], '--deals takes a whole number'],
    [['hubspot', '--limits', 'none'], '--limits takes vendor or off'],
    [['hubspot', '--fault', 'Nonsense!'], 'fault'],
  ])('%j is refused', async (args, message) => {
    const { code, out, err } = await runCli(['sandbox', ...args]);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
