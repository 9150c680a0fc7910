import type { BoundMapping, MappingResult } from '../../mapping/mapping-types.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { readMappingContext, readNativeRecords } from '../mapping/mapping-inputs.ts';
import { mappingInputOptions } from '../mapping/mapping-options.ts';
import { mappingTarget } from '../mapping/mapping-target.ts';
import { compileMapping } from '../mapping/mapping-engine.ts';
import { countOf } from '../output/numbers.ts';
import { issueText } from '../output/issue-text.ts';
import { narrowestTable, previewLines, previewTable } from '../output/preview-table.ts';

/**
 * A pipe is as wide as the terminal behind it (`| head`), or this wide; long reasons are cut. `mapping explain` and
 * `--json` have them whole.
 */
const widthOfAPipe = 120;
/** Characters of a value in an issue. */
const longestShown = 64;

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
  const mapping = (await compileMapping(target.sources)).bind(await readMappingContext(target, invocation));
  const { elements, isArray, file: named } = await readNativeRecords(file, invocation);
  const translated = elements.map((element, index) => ({
    element,
    result: translate(element, mapping, `element ${index + 1} of ${named}`),
  }));
  if (terminal.flags.json) {
    const results = translated.map(({ result }) => result);
    terminal.json(isArray ? results : results[0]);
    return exitCode.fine;
  }
  translated.forEach(({ element, result }, index) => {
    if (isArray)
      terminal.result(
        terminal.out.bold(`${index === 0 ? '' : '\n'}record ${index + 1} of ${translated.length}`),
      );
    show(element, result, mapping, invocation);
  });
  return exitCode.fine;
}

/** Exactly the two keys that programs rely on. `at` is where an element stands that no rule can be applied to. */
function translate(
  element: JsonValue,
  mapping: BoundMapping<Opportunity>,
  at: string,
): MappingResult<Opportunity> {
  if (isJsonObject(element)) {
    const { record, issues } = mapping.read(element);
    return { record, issues };
  }
  const text = typeof element === 'string' ? element : JSON.stringify(element);
  const isShort = typeof element === 'number' || typeof element === 'boolean' || element === null;
  const native = isShort ? element : [...text].slice(0, longestShown).join('');
  return { record: null, issues: [{ record: null, field: 'id', code: 'not-an-object', native, at }] };
}

function show(
  element: JsonValue,
  { record, issues }: MappingResult<Opportunity>,
  mapping: BoundMapping<Opportunity>,
  { terminal }: Invocation,
): void {
  if (isJsonObject(element)) {
    const explanations = mapping.explain(element);
    const width = terminal.width ?? Math.min(terminal.talkWidth, widthOfAPipe);
    if (width >= narrowestTable) terminal.table(previewTable(explanations, terminal.out), width);
    else for (const line of previewLines(explanations, terminal.out, width)) terminal.result(line);
  } else terminal.result('not a JSON object: there is nothing to translate');
  for (const issue of issues) terminal.talk(issueText(issue, terminal.err));
  if (record === null) terminal.warn('this record cannot be used: a sync would put it into quarantine');
  else if (issues.length > 0)
    terminal.talk(`${countOf(issues.length, 'issue')}: the record and all its other fields are kept`);
}
