import type { BoundMapping, MappingResult } from '../../mapping/mapping-types.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { readMappingContext, readNativeRecords } from '../mapping-inputs.ts';
import { mappingInputOptions } from '../mapping-options.ts';
import { mappingTarget } from '../mapping-target.ts';
import { compileMapping } from '../mapping-engine.ts';
import { countOf } from '../output/numbers.ts';
import { issueText } from '../output/issue-text.ts';
import { narrowestTable, previewLines, previewTable } from '../output/preview-table.ts';

/**
 * A pipe is as wide as the terminal behind it (`| head`), or this wide; long reasons are cut. `mapping explain` and
 * `--json` have them whole.
 */
const widthOfAPipe = 120;

/** `opportune mapping preview <vendor|file>` */
export const mappingPreview: CommandSpec = {
  name: 'mapping preview',
  args: '<vendor|file>',
  summary: 'translate native records from a file, and show which value comes from where',
  options: [
    {
      flags: '--native <file|->',
      description: 'one native record as JSON, or an array of them; - is standard input',
    },
    ...mappingInputOptions,
  ],
  examples: [
    {
      command: 'opportune mapping preview hubspot --native deal.json',
      shows: 'native path and unified value side by side',
    },
    {
      command: 'opportune mapping preview ./my.yaml --native deals.json --lookups lookups.json --json',
      shows: '{ "record": {…}, "issues": […] } of each record of an array',
    },
    {
      command: 'cat deal.json | opportune mapping preview copper --native - --json',
      shows: 'from standard input',
    },
  ],
  run: preview,
};

async function preview(invocation: Invocation): Promise<ExitCode> {
  const { args, options, terminal } = invocation;
  const file = options.text('native');
  if (file === undefined) {
    throw new UsageError('Which native record?', {
      hint: 'Give --native deal.json, or --native - for standard input.',
    });
  }
  const target = await mappingTarget(args[0] ?? '', options.texts('overlay'), invocation);
  const mapping = (await compileMapping(target.sources)).bind(await readMappingContext(invocation));
  const { records, isArray } = await readNativeRecords(file, invocation);
  if (terminal.flags.json) {
    const results = records.map((native) => resultOf(mapping.read(native)));
    terminal.json(isArray ? results : results[0]);
    return exitCode.fine;
  }
  records.forEach((native, index) => {
    if (isArray)
      terminal.result(
        terminal.out.bold(`${index === 0 ? '' : '\n'}record ${index + 1} of ${records.length}`),
      );
    show(native, mapping, invocation);
  });
  return exitCode.fine;
}

/** Exactly the two keys that programs rely on. */
function resultOf({ record, issues }: MappingResult<Opportunity>): MappingResult<Opportunity> {
  return { record, issues };
}

function show(native: JsonObject, mapping: BoundMapping<Opportunity>, { terminal }: Invocation): void {
  const { record, issues } = mapping.read(native);
  const explanations = mapping.explain(native);
  const width = terminal.width ?? Math.min(terminal.talkWidth, widthOfAPipe);
  if (width >= narrowestTable) terminal.table(previewTable(explanations, terminal.out), width);
  else for (const line of previewLines(explanations, terminal.out, width)) terminal.result(line);
  for (const issue of issues) terminal.talk(issueText(issue, terminal.err));
  if (record === null) terminal.warn('this record cannot be used: a sync would put it into quarantine');
  else if (issues.length > 0)
    terminal.talk(`${countOf(issues.length, 'issue')}: those fields are null, the rest is kept`);
}
