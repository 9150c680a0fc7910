import { expect, test } from 'vitest';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { syncLog } from '../../../src/cli/sync/sync-log.ts';
import { syncProgress } from '../../../src/cli/sync/sync-progress.ts';
import type { SyncEvent } from '../../../src/sync/sync-types.ts';
import { capturedIo } from '../support/captured-io.ts';

const field = (key: string, type = 'text') => ({ key, label: `${key}\u001b[2J`, type });
/** As it may be printed. */
const label = (key: string): string => `"${key}\ufffd[2J"`;
const event: SyncEvent = {
  type: 'fields',
  changes: {
    added: ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => field(key)),
    removed: [field('old')],
    retyped: [{ ...field('score'), formerType: 'number' }],
  },
};

test('people are told which custom fields are new, gone or of another type, whatever their names hold', () => {
  const { io, err } = capturedIo();

  syncProgress('acme', io, new Terminal(io, { json: false, color: false, debug: false }))(event);

  expect(err().trimEnd().split('\n')).toEqual([
    `acme: 6 new custom fields: ${['a', 'b', 'c', 'd', 'e'].map(label).join(', ')} and 1 more`,
    `acme: 1 custom field gone: ${label('old')}`,
    `warning: acme: the custom field ${label('score')} is of type text now, and was number; a mapping that names it may have to follow`,
  ]);
});

test('programs get a line for each, with its key and not its name', () => {
  const { io, err } = capturedIo();

  syncLog('acme', io, new Terminal(io, { json: true, color: false, debug: false }))(event);

  const lines = err()
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toHaveLength(8);
  expect(lines.slice(5)).toMatchObject([
    { level: 'info', message: 'custom field is new', connection: 'acme', key: 'f', type: 'text' },
    { level: 'info', message: 'custom field is gone', key: 'old', type: 'text' },
    { level: 'warn', message: 'custom field has changed its type', key: 'score', formerType: 'number' },
  ]);
  expect(err()).not.toContain('label');
});
