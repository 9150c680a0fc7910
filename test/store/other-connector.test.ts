import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openJsonlFile } from '../../src/store/jsonl/jsonl-output.ts';
import { commitOf, completed, row, start } from './page-of.ts';
import { allStores } from './stores.ts';
import { onEach } from './with-store.ts';

const watermark = '2026-01-01T00:00:00.000Z';
const page = commitOf({ rows: [row('1')], checkpoint: () => ({ watermark }) });
const mistaken = { ...start, connector: 'other' };
const refusal = { code: 'other-connector', context: { connection: 'acme', stored: 'fake' } };

onEach('the name of a connection', allStores, ({ open }) => {
  it('stands for the records of one vendor: another is refused, and nothing is changed', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, page);
    await store.endRun(ticket, completed);

    await expect(store.startRun(mistaken)).rejects.toMatchObject(refusal);

    expect(await store.runs()).toHaveLength(1);
    expect((await store.status())[0]).toMatchObject({ connector: 'fake', rows: 1 });
    expect((await store.startRun(start)).checkpoint).toEqual({ watermark });
  });

  it('is free as long as nothing was read under it', async () => {
    const store = await open();
    const { ticket } = await store.startRun(mistaken);
    await store.endRun(ticket, { ...completed, status: 'failed' });

    await store.startRun(start);

    expect((await store.status())[0]).toMatchObject({ connector: 'fake' });
  });
});

it('the name of a connection stands for one vendor in a file of lines, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opportune-connector-'));
  const output = await openJsonlFile(join(folder, 'out.jsonl'));
  const { ticket } = await output.startRun(start);
  await output.commit(ticket, page);

  await expect(output.startRun(mistaken)).rejects.toMatchObject(refusal);

  await output.close();
  rmSync(folder, { recursive: true });
});
