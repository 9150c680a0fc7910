import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/http/index.ts';
import { stubVendor } from '../../support/stub-vendor.ts';
import { emulatedVendor } from '../support/emulated-vendor.ts';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const vendor = emulatedVendor();
const folder = scratchFolder();

/** Everything that a run leaves: what it said and wrote, down to the bytes of its files. */
async function tracesOf(to: string, config: string, token: string): Promise<Record<string, string>> {
  await folder.write('opportune.yaml', config);
  const argv = ['sync', 'run', 'acme', '--to', to, '--json', '--debug'];
  const { out, err } = await runCli(argv, { cwd: folder.path, env: { ACME_TOKEN: token } });
  const traces: Record<string, string> = { out, err };
  for (const entry of await readdir(folder.path, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) traces[entry.name] = await readFile(join(entry.parentPath, entry.name), 'latin1');
  return traces;
}

function holding(token: string, traces: Readonly<Record<string, string>>): readonly string[] {
  const forms = [token, Buffer.from(token).toString('base64').slice(0, 16), encodeURIComponent(token)];
  return Object.entries(traces)
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([name]) => name);
}

describe('a whole `sync run` leaves its token nowhere', () => {
  afterEach(() => void vi.restoreAllMocks());

  test.each([
    ['sqlite:deals.db', 'deals.db'],
    ['jsonl:deals', 'deals'],
    ['jsonl:-', 'out'],
  ])('into %s', async (to, file) => {
    const { config, env } = vendor();
    const { ACME_TOKEN: token = '' } = env;
    const traces = await tracesOf(to, config, token);

    // What is searched is really there.
    expect(token.length).toBeGreaterThan(10);
    expect(Object.keys(traces)).toContain(file);
    expect(Object.values(traces).join('').length).toBeGreaterThan(50_000);
    expect(holding(token, traces)).toEqual([]);
  });

  test.each([401, 500])(
    'with a vendor that answers %i and repeats the token in its words',
    async (status) => {
      vi.spyOn(systemClock, 'sleep').mockResolvedValue();
      const token = 'pat-eu1-canary/4711+secret';
      const stub = await stubVendor((_request, response) => {
        const body = { status: 'error', message: `Refused ${token}`, correlationId: token };
        response.writeHead(status, { 'content-type': 'application/json', 'x-echo': token });
        response.end(JSON.stringify(body));
      });
      const config = vendor().config.replace(vendor().running.baseUrl, stub.baseUrl);
      try {
        for (const to of ['sqlite:deals.db', 'jsonl:deals']) {
          const traces = await tracesOf(to, config, token);

          expect(traces['err']).toContain(': Refused');
          expect(holding(token, traces)).toEqual([]);
        }
      } finally {
        await stub.close();
      }
    },
  );
});
