import { UsageError } from '../cli-error.ts';
import { isJsonObject } from '../../model/json.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { fieldAndKey } from '../mapping/custom-mapping-keys.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { notANativeRecord, readMappingContext, readNativeRecords } from '../mapping/mapping-inputs.ts';
import { mappingInputOptions } from '../mapping/mapping-options.ts';
import { mappingTarget } from '../mapping/mapping-target.ts';
import { compileMapping } from '../mapping/mapping-engine.ts';
import { requireField } from '../opportunity-columns.ts';
import { showExplanations } from '../output/show-explanations.ts';

/** `opportune mapping explain <vendor|file> [field]` */
export const mappingExplain: CommandSpec = {
  name: 'mapping explain',
  args: '<vendor|file> [field]',
  summary: 'explain where a field comes from; with a record, why its value is what it is',
  options: [
    { flags: '--native <file|->', description: 'one native record as JSON; - is standard input' },
    ...mappingInputOptions,
  ],
  examples: [
    {
      command: 'opportune mapping explain hubspot closeDate',
      shows: 'the rule: native paths, conversions, file and line',
    },
    {
      command: 'opportune mapping explain hubspot closeDate --native deal.json',
      shows: 'why closeDate of this deal has a value, or has none',
    },
    { command: 'opportune mapping explain copper --json', shows: 'every field, for a program' },
  ],
  run: explain,
};

async function explain(invocation: Invocation): Promise<ExitCode> {
  const { args, options, terminal } = invocation;
  const [asked = '', name] = args;
  const { field, key } = name === undefined ? {} : fieldAndKey(name);
  if (field !== undefined) requireField(field, `; a mapping of an overlay is customMappings.${field}`);
  const target = await mappingTarget(asked, options.texts('overlay'), invocation);
  const mapping = (await compileMapping(target.sources)).bind(await readMappingContext(target, invocation));
  const native = await oneNative(invocation);
  const explanations = mapping.explain(native ?? {}, field);
  showExplanations(explanations, { field, key, hasRecord: native !== undefined }, terminal);
  return exitCode.fine;
}

async function oneNative(invocation: Invocation) {
  const file = invocation.options.text('native');
  if (file === undefined) return undefined;
  const { elements, file: named } = await readNativeRecords(file, invocation);
  const [only] = elements;
  if (elements.length === 1 && only !== undefined) {
    if (isJsonObject(only)) return only;
    throw notANativeRecord(`Element 1 of ${named}`);
  }
  throw new UsageError(`${file} holds ${elements.length} records; explain takes one.`, {
    hint: '`opportune mapping preview` takes many.',
  });
}
