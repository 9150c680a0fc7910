import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../../src/cli/output/text-width.ts';
import { checkFlagsOfOne, writeOne } from '../../../src/cli/writing/write-one.ts';
import type { CreateOptions } from '../../../src/client/writes/index.ts';
import type { NewOpportunityInput, OpportunityInput } from '../../../src/model/opportunity-input.ts';
import {
  lostAnswer,
  paperDeal,
  paperRefusal,
  paperVendor,
  type PaperVendor,
} from '../../support/paper/paper-vendor.ts';
import { onPaper, type PaperRun } from '../support/paper-cli.ts';
import type { Ran } from '../support/run-cli.ts';

type Run = Omit<PaperRun, 'vendor'>;

function update(vendor: PaperVendor, input: OpportunityInput, run: Run = {}): Promise<Ran> {
  return onPaper({ vendor, ...run }, async (invocation, crm) => {
    checkFlagsOfOne(invocation);
    return writeOne(invocation, crm, (options) => crm.opportunities.update('1', input, options));
  });
}

function create(vendor: PaperVendor, input: NewOpportunityInput, run: Run = {}): Promise<Ran> {
  return onPaper({ vendor, ...run }, (invocation, crm) =>
    writeOne(invocation, crm, (options: CreateOptions) => crm.opportunities.create(input, options)),
  );
}

function remove(vendor: PaperVendor, run: Run = {}): Promise<Ran> {
  return onPaper({ vendor, ...run }, (invocation, crm) =>
    writeOne(invocation, crm, (options) => crm.opportunities.delete('1', options)),
  );
}

const planned = { values: { plan: true } };
const longWords =
  'Why it was lost, at length, in many words, with https://acme.example/an/address/without/any/space';

describe('a plan', () => {
  test('shows what changes, what does not, and the requests in their order, and sends nothing', async () => {
    const vendor = paperVendor(paperDeal('1'));

    const { code, out } = await update(
      vendor,
      { title: 'New', monetaryAmount: 10, contactIds: ['c1', 'c2'] },
      planned,
    );

    expect(code).toBe(0);
    expect(out).toBe(
      [
        'update 1 at Paper CRM: planned, nothing was sent',
        '',
        '  title       Deal 1  →  New',
        '  contactIds  c1      →  c1, c2',
        '  already so: monetaryAmount',
        '',
        'Requests, in this order',
        '  1. changes deal 1   PATCH /deals/1            deals.update',
        '  2. adds contact c2  PUT /deals/1/contacts/c2  deals.link',
        '',
      ].join('\n'),
    );
    expect(vendor.writes).toEqual([]);
  });

  test('shows the bodies where they are asked for', async () => {
    const { out } = await create(paperVendor(), { title: 'New' }, { values: { plan: true, bodies: true } });

    expect(out).toContain('     {\n       "title": "New"\n     }\n');
  });

  test('with an error says for each field what to do, where the rule stands, and is a finding', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const { code, out } = await update(vendor, { title: 'New', pipelineStageId: 'zz' }, planned);

    expect(code).toBe(1);
    expect(out).toContain('refused, nothing would be sent');
    expect(out).toContain('error[unknown-reference] pipelineStageId\n');
    expect(out).toContain('  rule:  paper.yaml:1:1\n');
    expect(out).not.toContain('Requests');
  });

  test('calls custom fields by their labels, and by their ids for a program', async () => {
    const input = { customFields: [{ id: 'tier', value: 'silver' }] };
    const people = await update(paperVendor(paperDeal('1')), input, planned);
    const program = await update(paperVendor(paperDeal('1')), input, { ...planned, json: true });

    expect(people.out).toContain('  customFields[Tier]  gold  →  silver\n');
    expect(JSON.parse(program.out)).toMatchObject({ changes: [{ field: 'customFields[tier]' }] });
  });

  test('of nothing to do says so', async () => {
    const { code, out } = await update(paperVendor(paperDeal('1')), { title: 'Deal 1' }, planned);

    expect(code).toBe(0);
    expect(out).toContain('nothing to do\n\n  already so: title\n');
  });

  test('of a deletion shows which record that is', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const { out } = await remove(vendor, planned);

    expect(out).toContain('  title    Deal 1\n');
    expect(out).toContain('DELETE /deals/1');
    expect(vendor.deals.size).toBe(1);
    expect((await remove(paperVendor(), planned)).out).toContain(
      'there is no such record, nothing would be sent',
    );
  });

  test('says what may change along, and why', async () => {
    const { out } = await update(paperVendor(paperDeal('1')), { pipelineStageId: 's2' }, planned);

    expect(out).toContain('May change along\n  winProbability  with pipelineStageId: a stage has a chance\n');
  });

  test('for a program is the plan of the library', async () => {
    const { out } = await update(paperVendor(paperDeal('1')), { title: 'New' }, { ...planned, json: true });

    expect(JSON.parse(out)).toMatchObject({
      call: 'update',
      changes: [{ field: 'title', before: 'Deal 1', after: 'New' }],
      requests: [{ operationId: 'deals.update', body: { title: 'New' } }],
    });
  });

  test.each([40, 60, 80, 140].flatMap((columns) => [true, false].map((color) => ({ columns, color }))))(
    'fits a terminal: %j',
    async ({ columns, color }) => {
      const vendor = paperVendor(paperDeal('1', { title: `Before: ${longWords}` }));
      const input = { title: longWords, contactIds: ['c2'], monetaryAmount: 12 };
      const { out } = await update(vendor, input, { ...planned, columns, color });

      const lines = stripVTControlCharacters(out).split('\n');
      expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(columns);
      expect(out.includes('\x1b[')).toBe(color);
      // Nothing is cut: letter by letter, both texts are there.
      const letters = stripVTControlCharacters(out).replaceAll(/[^a-z]/gi, '');
      if (columns === 40) expect(letters).toContain(longWords.replaceAll(/[^a-z]/gi, ''));
    },
  );

  test('shows nothing that could act on a terminal', async () => {
    const vendor = paperVendor(paperDeal('1', { title: 'old\x1b[2J' }));
    const { out } = await update(vendor, { title: 'new\r\u202e' }, planned);

    for (const unsafe of ['\x1b', '\r', '\u202e']) expect(out).not.toContain(unsafe);
  });
});

describe('what became of a write', () => {
  test('is its outcome and the id', async () => {
    const vendor = paperVendor();

    expect(await create(vendor, { title: 'New' })).toEqual({ code: 0, out: 'created 101\n', err: '' });
    expect(vendor.deals.get('101')?.title).toBe('New');
  });

  test('read back shows what the vendor made of it, and is a finding', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.adjust = (deal) => ({ ...deal, title: deal.title.toUpperCase() });
    const { code, out } = await update(
      vendor,
      { title: 'New', pipelineStageId: 's2' },
      { values: { verify: true } },
    );

    expect(code).toBe(1);
    expect(out).toContain('reads back differently, given → found:\n    title  New  →  NEW\n');
    expect(out).toContain('changed along, as expected:\n    winProbability  10  →  60\n');
  });

  test('tells what changed though nothing had announced it apart', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.adjust = (deal) => ({ ...deal, amount: 11 });
    const { code, out } = await update(vendor, { title: 'New' }, { values: { verify: true } });

    expect(code).toBe(0);
    expect(out).toContain('changed with it, unexpectedly:\n    monetaryAmount  10  →  11\n');
  });

  test('for a program says what was sent', async () => {
    const { out } = await update(
      paperVendor(paperDeal('1')),
      { title: 'New' },
      { json: true, values: { verify: true } },
    );

    expect(JSON.parse(out)).toMatchObject({
      id: '1',
      outcome: 'updated',
      changes: [{ field: 'title' }],
      requests: [{ operationId: 'deals.update' }],
      differences: [],
      opportunity: { title: 'New' },
    });
  });

  test('is nothing where the user stopped it before', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const { code, err } = await update(
      vendor,
      { title: 'New' },
      { onStart: ({ stop }) => stop(new DOMException('Stopped.', 'AbortError')) },
    );

    expect(code).toBe(4);
    expect(err).toContain('stopped before anything was sent');
    expect(vendor.writes).toEqual([]);
  });

  test('is brought to its end where the user stops it on its way', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const { code, out } = await update(
      vendor,
      { title: 'New', contactIds: ['c1', 'c2'] },
      {
        onStart: ({ stop }) => {
          vendor.before = ({ method }) => {
            if (method !== 'GET') stop(new DOMException('Stopped.', 'AbortError'));
          };
        },
      },
    );

    expect({ code, out }).toEqual({ code: 0, out: 'updated 1\n' });
    expect(vendor.deals.get('1')?.contacts).toEqual(['c1', 'c2']);
  });
});

describe('a write that does not work', () => {
  test('refused, says field by field what is wrong', async () => {
    const { code, out, err } = await update(paperVendor(paperDeal('1')), {
      pipelineStageId: 'zz',
      type: 'x',
    });

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('error[write-refused] Nothing was sent: the update of 1 is refused.\n');
    expect(err).toContain('  error[unknown-reference] pipelineStageId\n');
    expect(err).toContain('  error[unsupported] type\n');
    expect(err).toContain('help:');
  });

  test('refused, is an object with its issues for a program', async () => {
    const { err } = await update(paperVendor(paperDeal('1')), { type: 'x' }, { json: true });

    expect(JSON.parse(err)).toMatchObject({
      error: { code: 'write-refused', issues: [{ field: 'type', code: 'unsupported' }] },
    });
  });

  test('failed in the middle, says what has happened, what has not, and why', async () => {
    const vendor = paperVendor(paperDeal('1'));
    vendor.before = ({ path }) => {
      if (path.endsWith('/c2'))
        throw paperRefusal('invalid-request', {
          status: 400,
          fields: [{ field: 'contacts', message: 'no such person' }],
        });
    };
    const input = { title: 'New', contactIds: ['c2', 'c3'] };
    const { code, err } = await update(vendor, input);

    expect(code).toBe(1);
    expect(err).toContain('error[write-failed] The update of 1 failed at step 2 of 4.\n');
    expect(err).toContain('  why:   Paper CRM refused: invalid-request\n');
    expect(err).toContain('  field: contactIds (contacts): no such person\n');
    expect(err).toContain(
      '  done       changes deal 1\n  failed     adds contact c2\n  not tried  adds contact c3\n',
    );
  });

  test('failed after the record was made, names it and says not to make it again', async () => {
    const vendor = paperVendor();
    vendor.before = ({ path }) => {
      if (path.includes('/contacts/')) throw paperRefusal('invalid-request', { status: 400 });
    };
    const { code, err } = await create(vendor, { title: 'New', contactIds: ['c1'] });

    expect(code).toBe(1);
    expect(err).toContain('  record: 101\n');
    expect(err).toContain('Do not create it again.');
  });

  test('in doubt, says so and how to find out; it is nothing that a script should repeat', async () => {
    const vendor = paperVendor();
    vendor.after = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    const text = await create(vendor, { title: 'New' });
    const json = await create(vendor, { title: 'New' }, { json: true });

    expect(text.code).toBe(1);
    expect(text.err).toContain('Nobody knows whether the create was carried out.');
    expect(text.err).toContain('Look for the record, by its title');
    expect(JSON.parse(json.err)).toMatchObject({
      error: { code: 'write-ambiguous', progress: { failed: { operationId: 'deals.create' } } },
    });
  });

  test.each([
    ['auth', 3],
    ['vendor-unavailable', 3],
    ['invalid-request', 1],
    ['conflict', 1],
  ] as const)('for %s ends with %i', async (errorClass, expected) => {
    const vendor = paperVendor();
    vendor.before = ({ method }) => {
      if (method !== 'GET') throw paperRefusal(errorClass);
    };

    expect((await create(vendor, { title: 'New' })).code).toBe(expected);
  });

  test('because the record changed meanwhile is a finding', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const values = { ifUnmodifiedSince: '2026-01-01T00:00:00Z' };
    const { code, err } = await update(vendor, { title: 'New' }, { values });

    expect(code).toBe(1);
    expect(err).toContain('error[precondition-failed]');
    expect(vendor.writes).toEqual([]);
  });

  test.each([
    [{ results: 'x.jsonl' }, '--results: only for many records'],
    [{ plan: true, verify: true }, '--verify: there is nothing to verify'],
    [{ bodies: true }, '--bodies: only with --plan'],
  ])('is not tried with flags that mean nothing: %j', async (values, message) => {
    const vendor = paperVendor(paperDeal('1'));
    const { code, err } = await update(vendor, { title: 'New' }, { values });

    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(vendor.writes).toEqual([]);
  });
});
