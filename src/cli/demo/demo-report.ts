import { relative } from 'node:path';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { StoredRecord } from '../../store/index.ts';
import { addCounts, noCounts } from '../../store/counts.ts';
import type { Invocation } from '../command.ts';
import { credentialVariable } from '../config/credential-variable.ts';
import type { CliIo } from '../io.ts';
import { countsEquation, recordsFetched } from '../output/counts-equation.ts';
import { explanationText } from '../output/explanation-text.ts';
import { countText, durationText } from '../output/numbers.ts';
import { amountText } from '../output/opportunity-table.ts';
import { cellText } from '../output/printable.ts';
import { statusStyle } from '../output/status-style.ts';
import type { Table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { wrapEntry } from '../output/wrap-text.ts';
import type { DemoOutcome, DemoVendor } from './run-demo.ts';

/** Where the output is no terminal, a width that fits a log. */
const logWidth = 120;

/** Prints what the demo did, for people. */
export function reportDemo(outcome: DemoOutcome, { io, terminal }: Invocation): void {
  const { out } = terminal;
  const width = terminal.width ?? logWidth;
  const heading = (text: string): void => terminal.result(`\n${out.bold(text)}`);
  heading('The same kind of record from every vendor');
  terminal.table(dealTable(outcome.vendors, terminal), width);
  if (outcome.explained !== undefined) {
    const { connector, record, explanation } = outcome.explained;
    heading(`Why has ${connector} ${record.id} no closing date?`);
    terminal.result(explanationText(explanation, out, width));
  }
  heading('Nothing lost');
  terminal.table(countTable(outcome.vendors), width);
  const total = outcome.vendors.map(({ result }) => result.counts).reduce(addCounts, noCounts);
  terminal.result(wrapEntry('', `${countsEquation(total)}, in ${durationText(outcome.durationMs)}`, width));
  heading('Where it is');
  terminal.result(`  ${outcome.file}`);
  terminal.result(
    wrapEntry('  ', 'SQLite: the table opportunities, the native record beside each row', width),
  );
  heading('What to try next');
  for (const line of nextSteps(outcome, io)) terminal.result(line === '' ? line : `  ${line}`);
}

/** The same for a program. `counts` are those of `sync run --json`, where `fetched` counts deletions as well. */
export function demoJson({ file, vendors, explained, durationMs }: DemoOutcome): unknown {
  return {
    file,
    durationMs,
    vendors: vendors.map(({ connector, baseUrl, result }) => ({
      connector,
      baseUrl,
      status: result.status,
      counts: result.counts,
      requests: result.requests,
      durationMs: result.durationMs,
    })),
    opportunities: vendors.flatMap(({ connector, shown }) =>
      shown.map(({ record }) => ({ connector, ...record })),
    ),
    explanation:
      explained === undefined
        ? null
        : { connector: explained.connector, id: explained.record.id, ...explained.explanation },
  };
}

function dealTable(vendors: readonly DemoVendor[], { out }: Terminal): Table {
  return {
    // A glance at many vendors, not a record to be read.
    blocks: 'never',
    columns: [
      { title: 'VENDOR', yields: 0, style: out.cyan },
      { title: 'TITLE', minWidth: 12 },
      { title: 'AMOUNT', align: 'right', yields: 0 },
      { title: 'CUR', yields: 0 },
      { title: 'STATUS', yields: 0, style: statusStyle(out) },
      { title: 'CLOSED', minWidth: 24 },
      { title: 'COMPANY', minWidth: 10 },
      { title: 'STAGE', minWidth: 12, yields: 2 },
      { title: 'WIN %', align: 'right', minWidth: 24, yields: 3 },
      { title: 'EXPECTED', minWidth: 24, yields: 4 },
      { title: 'PRIORITY', minWidth: 24, yields: 5 },
      { title: 'TAGS', minWidth: 10, yields: 6 },
    ],
    rows: vendors.flatMap(({ connector, shown }) => shown.map((stored) => [connector, ...dealCells(stored)])),
  };
}

function dealCells({ record }: StoredRecord): string[] {
  const amount = record['monetaryAmount'];
  return [
    cellText(record['title'], '(nameless)'),
    typeof amount === 'number' ? amountText(amount) : cellText(amount),
    cellText(record['currency']),
    cellText(record['status']),
    cellText(record['closeDate']),
    cellText(record['companyName']),
    cellText(ownMapping(record, 'stageName')),
    cellText(record['winProbability']),
    cellText(ownMapping(record, 'expectedCloseDate')),
    cellText(record['priority']),
    cellText(record['tags']),
  ];
}

function ownMapping(record: StoredRecord['record'], key: string): JsonValue | undefined {
  const own = record['customMappings'];
  return isJsonObject(own) && Object.hasOwn(own, key) ? own[key] : undefined;
}

function countTable(vendors: readonly DemoVendor[]): Table {
  const right = { align: 'right', yields: 0 } as const;
  return {
    columns: [
      { title: 'VENDOR', yields: 0 },
      { title: 'FETCHED', ...right },
      { title: 'WRITTEN', ...right },
      { title: 'QUARANTINED', ...right },
      { title: 'DELETED', ...right },
      { title: 'REQUESTS', ...right },
      { title: 'TIME', ...right },
    ],
    rows: vendors.map(({ connector, result: { counts, requests, durationMs } }) => [
      connector,
      countText(recordsFetched(counts)),
      countText(counts.written),
      countText(counts.quarantined),
      countText(counts.deleted),
      countText(requests),
      durationText(durationMs),
    ]),
  };
}

function nextSteps({ file, vendors }: DemoOutcome, { command, cwd }: CliIo): string[] {
  const { connector = '<vendor>', credential = 'accessToken' } = vendors[0] ?? {};
  return [
    `${command} sync status --to sqlite:${relative(cwd, file)}`,
    `${command} mapping explain ${connector} closeDate`,
    `${command} sandbox ${connector}`,
    '',
    'and with an account of your own:',
    `export ${credentialVariable(connector, credential)}=…`,
    `${command} opportunity list --connector ${connector}`,
  ];
}
