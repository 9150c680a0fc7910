import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition } from '../../src/connector-kit/index.ts';
import { emulatedNames } from '../support/emulated-vendor.ts';
import { account, type Written } from './written.ts';

async function fieldOf({ crm }: Written, type: string, label: string): Promise<CustomFieldDefinition> {
  const catalogue = await crm.connection.catalogue();
  const found = catalogue.find((field) => field.type === type && field.label === label);
  if (found === undefined) throw new Error(`There is no ${label}.`);
  return found;
}

async function valueOf({ get }: Written, id: string, key: string): Promise<unknown> {
  return (await get(id)).customFields?.find((field) => field.id === key)?.value;
}

function optionOf({ options = {} }: CustomFieldDefinition, label: string): string {
  return Object.keys(options).find((key) => options[key] === label) ?? '';
}

/** Mistakes of others about stages, options and custom fields, each as a promise of ours. */
describe.each(emulatedNames)('names and ids, written to %s', (id) => {
  const open = account(id);

  test('a stage goes into the stage, and its pipeline into the pipeline', async () => {
    const { having, create, update, truth } = open();
    const deals = (await having('Open')).filter(({ pipelineStageId }) => pipelineStageId !== null);
    const [from] = deals;
    const to = deals.find(({ pipelineId }) => pipelineId !== from?.pipelineId);
    const { id: made } = await create({ title: 'Staged', pipelineStageId: from?.pipelineStageId ?? '' });

    expect([await truth(made, 'stage'), await truth(made, 'pipeline')]).toEqual([
      from?.pipelineStageId,
      from?.pipelineId,
    ]);
    await update(made, { pipelineStageId: to?.pipelineStageId ?? '' });
    expect([await truth(made, 'stage'), await truth(made, 'pipeline')]).toEqual([
      to?.pipelineStageId,
      to?.pipelineId,
    ]);
  });

  test('a stage and the pipeline of another one are refused', async () => {
    const { having, refused } = open();
    const deals = await having('Open');
    const [deal] = deals;
    const other = deals.find(({ pipelineId }) => pipelineId !== deal?.pipelineId);

    const input = { pipelineStageId: deal?.pipelineStageId ?? '', pipelineId: other?.pipelineId ?? '' };
    const errors = (await refused(deal?.id ?? '', input)).filter(({ severity }) => severity === 'error');

    expect(errors.map(({ field }) => field)).toContainEqual(expect.stringMatching(/^pipeline(?:Stage)?Id$/));
  });

  test.each(['pipelineStageId', 'pipelineId', 'ownerId'] as const)(
    'an unknown %s is refused, never dropped',
    async (field) => {
      const { having, refused } = open();
      const [deal] = await having('Open');

      const issues = await refused(deal?.id ?? '', { title: 'dropped?', [field]: '424242424242' });

      expect(issues).toContainEqual(
        expect.objectContaining({ field, code: 'unknown-reference', severity: 'error' }),
      );
    },
  );

  test('an option that does not exist is refused with those that do, never dropped', async () => {
    const { having, refused } = open();
    const [deal] = await having('Open');
    const { key } = await fieldOf(open(), 'option', 'Plan');
    const { key: several } = await fieldOf(open(), 'options', 'Regions');

    const customFields = [
      { id: key, value: 'Golt' },
      { id: several, value: ['EMEA', 'Mars'] },
    ];
    const issues = await refused(deal?.id ?? '', { title: 'dropped?', customFields });

    expect(issues).toEqual([
      expect.objectContaining({
        field: `customFields[${key}]`,
        code: 'unknown-reference',
        hint: expect.stringContaining('Gold'),
      }),
      expect.objectContaining({ field: `customFields[${several}]`, code: 'unknown-reference' }),
    ]);
  });

  test('labels of options become the vendor’s own, each of several too', async () => {
    const { create, native } = open();
    const plan = await fieldOf(open(), 'option', 'Plan');
    const regions = await fieldOf(open(), 'options', 'Regions');
    const { id: made } = await create({
      title: 'Options',
      customFields: [
        { id: plan.key, value: 'Gold' },
        { id: regions.key, value: ['LATAM', 'EMEA'] },
      ],
    });

    const held = JSON.stringify(await native(made));
    expect(held).toContain(optionOf(plan, 'Gold'));
    expect(held).not.toContain('Gold');
    expect(held).not.toContain('LATAM');
    expect(await valueOf(open(), made, plan.key)).toBe('Gold');
    expect(await valueOf(open(), made, regions.key)).toEqual(expect.arrayContaining(['LATAM', 'EMEA']));
  });

  test('an option keeps its id when it is renamed: the id still writes it', async () => {
    const { create, update, vendor } = open();
    const plan = await fieldOf(open(), 'option', 'Plan');
    const [first = '', second = ''] = Object.keys(plan.options ?? {});
    const { id: made } = await create({ title: 'Renamed', customFields: [{ id: plan.key, value: first }] });

    await vendor.control.rename('options', id === 'copper' ? second : `${plan.key}:${second}`, 'Called anew');
    await update(made, { customFields: [{ id: plan.key, value: second }] });

    const value = await valueOf(open(), made, plan.key);
    expect([plan.options?.[second], 'Called anew']).toContain(value);
  });

  test('a custom field is written under its id, and the others keep their values', async () => {
    const { having, update, get } = open();
    const deals = await having('Open');
    const { key } = await fieldOf(open(), 'text', 'PO number');
    const deal = deals.find(({ customFields = [] }) => customFields.some(({ value }) => value !== null));
    const { id: which = '' } = deal ?? {};
    const { customFields: before = [] } = await get(which);

    await update(which, { customFields: [{ id: key, value: 'PO-1' }] });

    const { customFields: after = [] } = await get(which);
    expect(after.find((field) => field.id === key)?.value).toBe('PO-1');
    const others = (fields: typeof after) => fields.filter((field) => field.id !== key);
    expect(others(after)).toEqual(others(before));
  });
});

describe('two custom fields of one name, on pipedrive', () => {
  const open = account('pipedrive');

  test('are not told apart by it: the name is refused, and each id writes its own', async () => {
    const { having, refused, update } = open();
    const [deal] = await having('Open');
    const { id: which = '' } = deal ?? {};
    const { key: option } = await fieldOf(open(), 'option', 'Plan');
    const { key: text } = await fieldOf(open(), 'text', 'Plan');

    expect(await refused(which, { customFields: [{ name: 'Plan', value: 'Gold' }] })).toEqual([
      expect.objectContaining({ code: 'ambiguous-reference', hint: expect.stringContaining(text) }),
    ]);
    await update(which, { customFields: [{ id: option, value: 'Gold' }] });
    await update(which, { customFields: [{ id: text, value: 'a note' }] });

    expect([await valueOf(open(), which, option), await valueOf(open(), which, text)]).toEqual([
      'Gold',
      'a note',
    ]);
  });
});
