import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openJsonlFile, openJsonlStream } from '../../src/store/jsonl/jsonl-output.ts';
import { commitOf, row, start } from './page-of.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-jsonl-'));
  file = join(folder, 'out.jsonl');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const page = commitOf({
  rows: [row('1')],
  tombstones: [{ id: '2', reason: 'deleted' }],
  quarantine: [{ native: row('3').native, reason: 'unusable', issues: [] }],
});

function lines(): { type: string; id?: string }[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('a page is a line per change and a state line, in a file for its owner only', async () => {
  const output = await openJsonlFile(file);
  const { ticket } = await output.startRun(start);

  const outcome = await output.commit(ticket, page);
  await output.close();

  expect(output.delivery).toBe('at-least-once');
  expect(outcome).toMatchObject({ fetched: 3, written: 1, added: 0, deleted: 1, quarantined: 1 });
  expect(lines().map(({ type, id }) => [type, id])).toEqual([
    ['record', '1'],
    ['tombstone', '2'],
    ['quarantine', '3'],
    ['state', undefined],
  ]);
  expect(lines().at(-1)).toMatchObject({ delivery: 'at-least-once' });
  expect(lines()[0]).toMatchObject({ record: { id: '1', title: 'Deal 1' }, native: { id: '1' } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('the next run goes on after the last state line of its connection, however long the lines are', async () => {
  const output = await openJsonlFile(file);
  const mine = await output.startRun(start);
  const other = await output.startRun({ ...start, connection: 'other' });
  const watermark = '2026-01-01T00:00:00.000Z';
  const long = commitOf({ rows: [row('1', { title: 'x'.repeat(200_000) })] });
  await output.commit(mine.ticket, { ...page, checkpoint: () => ({ watermark }) });
  await output.commit(other.ticket, {
    ...long,
    checkpoint: () => ({ watermark: '2026-02-02T00:00:00.000Z' }),
  });
  await output.close();

  const again = await openJsonlFile(file);
  const { checkpoint } = await again.startRun(start);
  const unknown = await again.startRun({ ...start, connection: 'unknown' });

  expect(checkpoint).toEqual({ watermark });
  expect(unknown.checkpoint).toEqual({});
  await again.close();
});

it('a line that a crash left unfinished is cut off', async () => {
  const output = await openJsonlFile(file);
  const { ticket } = await output.startRun(start);
  await output.commit(ticket, page);
  await output.close();
  const whole = readFileSync(file, 'utf8');
  appendFileSync(file, `{"type":"record","id":"${'9'.repeat(100_000)}`);

  await (await openJsonlFile(file)).close();
  const cut = readFileSync(file, 'utf8');
  writeFileSync(file, '{"type":"rec');
  await (await openJsonlFile(file)).close();

  expect(cut).toBe(whole);
  expect(readFileSync(file, 'utf8')).toBe('');
});

it('a file that is not ours is refused, not cut', async () => {
  for (const text of ['My notes, without a line break at the end', 'A line\nand a half', '{"type":5']) {
    writeFileSync(file, text);

    await expect(openJsonlFile(file)).rejects.toMatchObject({ code: 'not-a-store' });

    expect(readFileSync(file, 'utf8')).toBe(text);
  }
});

it.each(['{"type":"state",garbage}', '{"type":"state","connection":"acme"}'])(
  'a state line %s fails in our words',
  async (line) => {
    writeFileSync(file, `${line}\n`);
    const output = await openJsonlFile(file);

    await expect(output.startRun({ ...start, connection: 'acme' })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'store-failed',
    });
    await output.close();
  },
);

it.skipIf(!existsSync('/dev/full'))(
  'a device takes lines as a file does, and a full disk is named as one',
  async () => {
    const nowhere = await openJsonlFile('/dev/null');
    const started = await nowhere.startRun(start);
    expect(await nowhere.commit(started.ticket, page)).toMatchObject({ fetched: 3 });
    await nowhere.close();

    const full = await openJsonlFile('/dev/full');
    const { ticket } = await full.startRun(start);
    await expect(full.commit(ticket, page)).rejects.toMatchObject({ name: 'StoreError', code: 'store-full' });
    await full.close();
  },
);

it('a stream is written no faster than it is read', async () => {
  const written: string[] = [];
  const releases: (() => void)[] = [];
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      releases.push(done);
    },
  });
  const output = openJsonlStream(slow);
  const { ticket } = await output.startRun(start);

  const first = output.commit(ticket, page);
  const early = await Promise.race([first, new Promise((resolve) => setImmediate(resolve, 'waiting'))]);
  releases[0]?.();

  expect(early).toBe('waiting');
  expect(await first).toMatchObject({ fetched: 3 });
  expect(written).toHaveLength(1);
});

it('a reader that goes away fails the run', async () => {
  const broken = new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('broken pipe'), { code: 'EPIPE' }));
    },
  });
  const output = openJsonlStream(broken);
  const { ticket } = await output.startRun(start);

  await expect(output.commit(ticket, page)).rejects.toMatchObject({ code: 'store-failed' });
});

it('connections that write into one file side by side leave every line whole', async () => {
  const long = 'x'.repeat(400_000);
  const outputs = await Promise.all(['a', 'b', 'c'].map(async () => openJsonlFile(file)));

  await Promise.all(
    outputs.map(async (output, index) => {
      const { ticket } = await output.startRun({ ...start, connection: String(index) });
      const rows = ['1', '2', '3', '4'].map((id) => row(id, { title: long }));
      await output.commit(ticket, commitOf({ rows }));
      await output.close();
    }),
  );

  expect(lines().map(({ type }) => type)).toEqual(
    ['', '', ''].flatMap(() => ['record', 'record', 'record', 'record', 'state']),
  );
});
