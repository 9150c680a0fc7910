import type { Crm } from '../../client/index.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { fieldValue, readFields } from '../opportunity-columns.ts';
import { withConnection } from '../connection/open-connection.ts';
import { LiveLine } from '../output/live-line.ts';
import { countOf, countText } from '../output/numbers.ts';
import { opportunityTable } from '../output/opportunity-table.ts';

/** `opportune opportunity list` */
export const opportunityList: CommandSpec = {
  name: 'opportunity list',
  summary: 'list opportunities live from a connection; with --json one object per line',
  options: [
    { flags: '--limit <n>', description: 'stop after so many (default: 20, with --json all of them)' },
    { flags: '--updated-since <when>', description: 'only what changed since a day or an instant' },
    { flags: '--fields <names>', description: 'fields to show, with commas; customMappings.<key> as well' },
    ...connectionOptions,
  ],
  examples: [
    { command: 'opportune opportunity list --connection acme', shows: 'a first look' },
    {
      command:
        'opportune opportunity list --connection acme --updated-since 2026-11-01 --json > changed.jsonl',
      shows: 'everything that changed, one JSON object per line',
    },
    {
      command: 'opportune opportunity list --connector hubspot --fields id,title,closeDate --limit 5',
      shows: 'without a configuration: OPPORTUNE_HUBSPOT_ACCESS_TOKEN holds the token',
    },
  ],
  run: listOpportunities,
};

/** Rows of a table, unless another limit is asked for. */
const tableLimit = 20;

async function listOpportunities(invocation: Invocation): Promise<ExitCode> {
  const { options, terminal } = invocation;
  const limit = options.count('limit', { min: 1, max: 1_000_000_000 });
  const fields = readFields(options.text('fields'));
  const updatedSince = options.instant('updatedSince');
  return withConnection(invocation, async (crm) => {
    const question = { limit: limit ?? (terminal.flags.json ? Infinity : tableLimit), updatedSince };
    const listing = new Listing(crm, invocation, question);
    if (terminal.flags.json) {
      for await (const opportunity of listing.records()) await terminal.jsonLine(pick(opportunity, fields));
    } else {
      const found: Opportunity[] = [];
      for await (const opportunity of listing.records()) found.push(opportunity);
      if (found.length > 0) terminal.table(opportunityTable(found, fields, terminal.out));
      terminal.talk(summary(found.length, listing.more));
    }
    if (listing.unusable === 0) return exitCode.fine;
    terminal.warn(
      terminal.asCalled(
        `${countOf(listing.unusable, 'record')} could not be translated; \`opportune sync run\` keeps such records`,
      ),
    );
    return exitCode.findings;
  });
}

/** One listing, cut off at its limit and counted. */
class Listing {
  unusable = 0;
  /** True when the limit ended it. */
  more = false;
  readonly #crm: Crm;
  readonly #invocation: Invocation;
  readonly #question: { readonly limit: number; readonly updatedSince: string | undefined };

  constructor(
    crm: Crm,
    invocation: Invocation,
    question: { limit: number; updatedSince: string | undefined },
  ) {
    this.#crm = crm;
    this.#invocation = invocation;
    this.#question = question;
  }

  async *records(): AsyncGenerator<Opportunity, void, void> {
    const { limit, updatedSince } = this.#question;
    const { io, terminal } = this.#invocation;
    const line = new LiveLine(io, terminal);
    let count = 0;
    const list = this.#crm.opportunities.list({
      signal: io.signal,
      onUnusable: () => {
        this.unusable += 1;
      },
      ...(updatedSince === undefined ? {} : { updatedSince }),
    });
    try {
      for await (const opportunity of list) {
        if (count === limit) {
          this.more = true;
          return;
        }
        count += 1;
        // Records that stream to standard output show by themselves how far it is.
        if (!terminal.flags.json) line.update(() => countOf(count, 'opportunity', 'opportunities'));
        yield opportunity;
      }
    } finally {
      line.clear();
    }
  }
}

function pick(opportunity: Opportunity, fields: readonly string[] | undefined): unknown {
  if (fields === undefined) return opportunity;
  const entries = fields.map((field) => [field, fieldValue(opportunity, field)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

function summary(count: number, more: boolean): string {
  if (count === 0) return 'No opportunities.';
  return more
    ? `The first ${countText(count)}; --limit shows more.`
    : `${countOf(count, 'opportunity', 'opportunities')}.`;
}
