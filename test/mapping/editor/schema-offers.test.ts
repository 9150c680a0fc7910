import { describe, expect, test } from 'vitest';
import { mappingJsonSchema } from '../../../src/mapping/editor/index.ts';
import { bundledFiles } from '../../support/bundled-mapping.ts';
import { acmeFiles } from '../vendor/acme.ts';
import { keysAt, offeredAt } from './offered.ts';

const schema = mappingJsonSchema(acmeFiles({}));
const offered = (...keys: readonly string[]) => offeredAt(schema, keys);

describe('an editor proposes', () => {
  test('paths whose type converts, and no others', () => {
    const numbers = ['amount', 'fee', 'odds', 'calls', 'mails', 'people[0].rank', 'people[0].share'];
    const lists = ['people[].rank', 'people[].share'];

    expect(offered('fields', 'monetaryAmount')).toEqual([...numbers, ...lists]);
    expect(offered('fields', 'closeDate')).toEqual(
      expect.arrayContaining(['day', 'made', 'moved', 'touched', 'seen', 'due', 'people[0].since']),
    );
    expect(offered('fields', 'closeDate')).not.toContain('name');
    expect(offered('fields', 'winProbability')).toEqual(['chance', 'share', 'odds']);
    expect(offered('fields', 'currency')).toContain('$account.currency');
  });

  test('the same as a rule of its own, in a list, among alternatives and in an overlay', () => {
    const alone = offered('fields', 'monetaryAmount');

    expect(offered('fields', 'monetaryAmount', '[]')).toEqual(alone);
    expect(offered('fields', 'monetaryAmount', 'from')).toEqual(expect.arrayContaining(alone.map(String)));
    expect(offered('fields', 'monetaryAmount', 'first', '[]')).toEqual(alone);
    expect(offered('override', 'monetaryAmount')).toEqual(alone);
  });

  test('lists first for a list, then single values that can be made one', () => {
    const tags = offered('fields', 'tags');

    expect(tags.slice(0, 2)).toEqual(['labels', 'tags[]']);
    expect(tags).toContain('name');
    expect(tags).not.toContain('amount');
  });

  test('values, tables, columns that convert, and words', () => {
    expect(offered('fields', 'status', 'const')).toEqual(['Open', 'Won', 'Lost', 'Abandoned']);
    expect(offered('fields', 'priority', 'default')).toEqual(['None', 'Low', 'Medium', 'High']);
    expect(offered('fields', 'ownerId', 'lookup')).toEqual(['stages', 'firms', 'reasons']);
    expect(offered('fields', 'winProbability', 'take')).toEqual(['chance']);
    expect(offered('fields', 'ownerId', 'write', 'in')).toEqual(['stages', 'reasons']);
    expect(offered('fields', 'lossReason', 'when', 'state')).toEqual(
      expect.arrayContaining(['$present', '$absent', 'active', 'won', 'lost']),
    );
    expect(keysAt(schema, ['fields', 'tags'])).toEqual(
      expect.arrayContaining(['from', 'unique', 'startWith']),
    );
    expect(keysAt(schema, ['fields', 'tags'])).not.toContain('round');
    expect(keysAt(schema, ['fields', 'monetaryAmount'])).not.toContain('unique');
  });

  test('what a file may begin with', () => {
    expect(keysAt(schema, [])).toEqual(
      expect.arrayContaining(['mapping', 'overlay', 'fields', 'customMappings']),
    );
  });

  test('the fields of the account, with their labels', () => {
    const catalogue = [{ key: 'acme_score', label: 'Lead score', type: 'number', wire: 'decimal' } as const];
    const made = mappingJsonSchema({ ...bundledFiles('hubspot'), catalogue });

    expect(offeredAt(made, ['override', 'monetaryAmount'])).toContain('properties.acme_score');
    expect(offeredAt(made, ['override', 'description'])).not.toContain('properties.acme_score');
    expect(JSON.stringify(made)).toContain('Lead score');
  });
});

test('every unified field and every path says what it is', () => {
  const text = JSON.stringify(mappingJsonSchema(bundledFiles('hubspot')));

  expect(text).toContain('Amount in major units of `currency`; 0 is an amount.\\n\\n`number`');
  expect(text).toContain('`decimal` · read only\\n\\nuses the forecast probability, not that of the stage');
});
