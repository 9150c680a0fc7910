import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder();
const to = ['--connector', 'hubspot', '--credential', 'accessToken=test-token-0'];

describe('a command that writes, asked the wrong way', () => {
  test.each([
    [['create'], 'There is nothing to write', '--set title='],
    [['create', '--set', 'titel=x'], 'no field "titel"', 'did you mean "title"?'],
    [['create', '--input', 'none.json'], 'none.json cannot be read', 'path of the record'],
    [['create', '--input', 'none.jsonl'], 'none.jsonl cannot be read', 'path of the input'],
    [['create', '--input', 'two.json'], 'two.json is not JSON', '--jsonl'],
    [['create', '--input', 'twice.json'], 'twice.json has the key "title" twice', 'Give each key once'],
    [['create', '--input', 'list.json'], 'list.json holds no JSON object', '--jsonl'],
    [['create', '--set', 'title=x', '--pass-through', '{"a":'], '--pass-through is not JSON', 'serviceId'],
    [
      ['create', '--set', 'title=x', '--pass-through', 'none.json'],
      'none.json cannot be read',
      'passThrough',
    ],
    [['create', '--jsonl'], 'Where are the lines?', '--input'],
    [
      ['create', '--input', 'a.jsonl', '--plan', '--verify'],
      '--verify: there is nothing to verify',
      '--help',
    ],
    [['create', '--input', '-', '--jsonl', '--strict'], '--strict: the input is read twice', '--help'],
    [['update', '--set', 'title=x'], 'Which opportunity is to be updated?', 'update 4711'],
    [['update', '1'], 'There is nothing to write', '--set'],
    [['update', '1', '--input', 'a.jsonl'], 'Both an id and lines', 'alone'],
    [
      ['update', '1', '--set', 'title=x', '--if-unmodified-since', 'now'],
      'takes a day or an instant',
      '2026',
    ],
    [['delete', '1'], 'Deleting needs --yes. Nothing was done.', '--plan'],
    [['delete'], 'Which opportunity is to be deleted?', 'delete 4711'],
    [['delete', '--input', 'ids.txt'], 'Deleting needs --yes', '--plan'],
    [['delete', '1', '--input', 'ids.txt', '--yes'], 'Both an id and lines', 'alone'],
    [['upsert', '--set', 'title=x'], 'Which record is meant?', '--key'],
    [['upsert', '--key', 'x', '--set', 'title=x'], '--key takes field=value', 'Order number=A-1001'],
    [['upsert', '--key', 'a=b', '--input', 'a.jsonl'], '--key takes the field alone', '{ "key": "A-1001"'],
    [['upsert', '--input', 'a.jsonl'], 'Which field names the records?', "--key 'Order number'"],
  ])('%j is told what to do', async (args, message, hint) => {
    await folder.write('two.json', '{"title":"a"}\n{"title":"b"}\n');
    await folder.write('twice.json', '{"title":"a",\n "title":"b"}');
    await folder.write('list.json', '[{"title":"a"}]');
    const { code, out, err } = await runCli(['opportunity', ...args, ...to], { cwd: folder.path });

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });
});

test('what a connector writes is listed with the ids of its requests and where they are documented', async () => {
  const list = await runCli(['connector', 'list', '--json']);
  const abilities = JSON.parse(list.out).map(
    ({ id, abilities: can }: { id: string; abilities: string[] }) => [id, can.includes('create')],
  );
  for (const [id, writes] of abilities) {
    const text = await runCli(['connector', 'show', id]);
    const json = await runCli(['connector', 'show', id, '--json']);
    const operations = JSON.parse(json.out).models.opportunity.writes;

    expect(operations.length > 0).toBe(writes);
    for (const { id: operation, docsUrl } of operations) {
      expect(text.out).toContain(`  ${operation}  `);
      expect(docsUrl).toMatch(/^https:/);
    }
  }
});

test('the requests of HubSpot name the API version that is spoken by default', async () => {
  const { out } = await runCli(['connector', 'show', 'hubspot']);

  expect(out).toContain('POST /crm/objects/2026-09/deals');
  expect(out).toContain('POST /crm/associations/2026-09/deals/{to}/batch/create');
});
