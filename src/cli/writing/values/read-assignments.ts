import { opportunityFields } from '../../../model/opportunity-fields.ts';
import { OpportunityInput } from '../../../model/opportunity-input.ts';
import { UsageError } from '../../cli-error.ts';
import { suggestion } from '../../suggestion.ts';

/** What `--set` gives to one field, its texts not yet read. */
export interface Assignment {
  readonly part: 'field' | 'customFields' | 'customMappings';
  /** A field of the model, the id or label of a custom field, or the key of a mapping. */
  readonly name: string;
  /** As people wrote it, for messages: `--set customFields.Tier`. */
  readonly flag: string;
  /** One, or several where it was given again. */
  readonly texts: readonly string[];
}

/** The model's own fields that can be set by a text. */
const settable = Object.keys(OpportunityInput.shape).filter(
  (name) => !['customFields', 'customMappings', 'passThrough'].includes(name),
);

/**
 * The assignments of a command line by field.
 *
 * @throws UsageError for what is no assignment, or names no field of the model.
 */
export function readAssignments(given: readonly string[]): readonly Assignment[] {
  const found = new Map<string, Assignment & { readonly texts: string[] }>();
  for (const one of given) {
    const at = one.indexOf('=');
    if (at <= 0) {
      throw new UsageError('--set takes field=value.', { hint: "Such as --set title='New Rocket'." });
    }
    const target = one.slice(0, at);
    const text = one.slice(at + 1);
    const known = found.get(target);
    if (known === undefined)
      found.set(target, { ...targetOf(target), flag: `--set ${target}`, texts: [text] });
    else known.texts.push(text);
  }
  return [...found.values()];
}

function targetOf(target: string): Pick<Assignment, 'part' | 'name'> {
  for (const part of ['customFields', 'customMappings'] as const) {
    if (target.startsWith(`${part}.`) && target.length > part.length + 1)
      return { part, name: target.slice(part.length + 1) };
  }
  const hints: Readonly<Record<string, string>> = {
    customFields: 'Name one: --set customFields.<id or label>=value.',
    customMappings: 'Name one: --set customMappings.<key>=value.',
    passThrough: 'Use --pass-through.',
  };
  const hint = Object.hasOwn(hints, target) ? hints[target] : undefined;
  if (hint !== undefined) throw new UsageError(`${target} cannot be set as a whole.`, { hint });
  // What cannot be written is refused by the mapping, which knows why.
  if (Object.hasOwn(opportunityFields, target)) return { part: 'field', name: target };
  throw new UsageError(`An opportunity has no field "${target}".`, { hint: suggestion(target, settable) });
}
