import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emulatedVendor } from '../support/emulated-vendor.ts';
import { jsonl } from '../support/deals-file.ts';
import { runCli, type Ran } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const vendor = emulatedVendor();
const folder = scratchFolder();

function opportunity(...args: readonly string[]): Promise<Ran> {
  return runCli(['opportunity', ...args, ...vendor().flags], { cwd: folder.path });
}

async function created(...args: readonly string[]): Promise<string> {
  const { out } = await opportunity('create', '--json', ...args);
  return String(JSON.parse(out).id);
}

async function truth(id: string): Promise<unknown> {
  return (await vendor().running.control.truth(id))?.['properties'];
}

describe('a command that writes', () => {
  test('creates from flags and a file together, and reads back', async () => {
    await folder.write('deal.json', '\ufeff{"title":"From file","monetaryAmount":1}');
    const id = await created('--input', 'deal.json', '--set', 'monetaryAmount=75000.5', '--verify');

    expect(await truth(id)).toMatchObject({ dealname: 'From file', amount: '75000.5' });
  });

  test('shows the difference an update would make, then makes it', async () => {
    const id = await created('--set', 'title=Before', '--set', 'description=old');
    const change = ['--set', 'title=After', '--set', 'description=null'];
    const plan = await opportunity('update', id, ...change, '--plan');

    expect(plan.code).toBe(0);
    expect(plan.out).toMatch(/title +Before +→ +After/);
    expect(plan.out).toMatch(/description +old +→ +–/);
    expect(await truth(id)).toMatchObject({ dealname: 'Before' });

    const update = await opportunity('update', id, ...change);
    expect(update).toMatchObject({ code: 0, out: `updated ${id}\n` });
    const again = await opportunity('update', id, ...change);
    expect(again).toMatchObject({ code: 0, out: `unchanged ${id}\n` });
  });

  test('passes through what the model does not know', async () => {
    const entry = '{"serviceId":"hubspot","extendObject":{"properties":{"hs_next_step":"Call"}}}';
    const id = await created('--set', 'title=With more', '--pass-through', entry);

    expect(await truth(id)).toMatchObject({ dealname: 'With more', hs_next_step: 'Call' });
  });

  test('writes a custom field by its label, with the type of the account', async () => {
    const id = await created('--set', 'title=Custom', '--set', 'customFields.PO number=A-1');

    expect(await truth(id)).toMatchObject({ po_number: 'A-1' });
  });

  test('refuses with the nearest that exist, and names the rule', async () => {
    const { code, err } = await opportunity('create', '--set', 'title=x', '--set', 'status=Lostt');

    expect(code).toBe(1);
    expect(err).toContain('error[unknown-value] status');
    expect(err).toContain('did you mean "Lost"?');
    expect(err).toMatch(/rule: {2}mappings\/hubspot\/opportunity\.yaml:\d+:\d+/);
  });

  test('deletes what its plan has shown, and only with --yes', async () => {
    const id = await created('--set', 'title=To go');

    expect((await opportunity('delete', id, '--plan')).out).toContain('To go');
    expect((await opportunity('delete', id)).code).toBe(2);
    expect(await vendor().running.control.ids()).toContain(id);
    expect(await opportunity('delete', id, '--yes')).toMatchObject({ code: 0, out: `deleted ${id}\n` });
    expect(await vendor().running.control.ids()).not.toContain(id);
  });

  test('writes many, and goes on with the rest', async () => {
    const lines = [{ title: 'One' }, '{', { title: 'Two', pipelineStageId: 'nowhere' }, { title: 'Three' }];
    await folder.write('deals.jsonl', jsonl(...lines));
    const first = await opportunity('create', '--input', 'deals.jsonl');
    await folder.write(
      'deals.jsonl',
      jsonl({ title: 'One' }, { title: 'Fixed' }, { title: 'Two' }, { title: 'Three' }),
    );
    const second = await opportunity('create', '--input', 'deals.jsonl', '--retry', 'deals.results.jsonl');

    expect(first.code).toBe(1);
    expect(first.out).toContain('4 given = 2 created + 2 refused');
    expect(second.code).toBe(0);
    expect(second.out).toContain('4 given = 4 created');
    const results = await readFile(join(folder.path, 'deals.results-2.jsonl'), 'utf8');
    expect(results).not.toContain(String(vendor().running.credentials['accessToken']));
  });
});
