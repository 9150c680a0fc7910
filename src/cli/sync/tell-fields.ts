import type { FieldEntry } from '../../store/destination.ts';
import type { FieldChanges } from '../../sync/field-changes.ts';
import { countOf } from '../output/numbers.ts';
import { oneLine } from '../output/printable.ts';
import type { Terminal } from '../output/terminal.ts';

/** More of them are only counted. */
const mostNamed = 5;

/** Says which custom fields are new, gone, or of another kind. */
export function tellFields(
  { added, removed, retyped }: FieldChanges,
  name: string,
  terminal: Terminal,
): void {
  if (added.length > 0) terminal.talk(`${name}: ${countOf(added.length, 'new custom field')}${named(added)}`);
  if (removed.length > 0) {
    terminal.talk(`${name}: ${countOf(removed.length, 'custom field')} gone${named(removed)}`);
  }
  for (const field of retyped) {
    terminal.warn(
      `${name}: the custom field ${labelOf(field)} is of type ${field.type} now, and was ${field.formerType}; a mapping that names it may have to follow`,
    );
  }
}

function named(fields: readonly FieldEntry[]): string {
  const more = fields.length - mostNamed;
  const labels = fields.slice(0, mostNamed).map(labelOf).join(', ');
  return `: ${labels}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Written by strangers. */
function labelOf({ label }: FieldEntry): string {
  return JSON.stringify(oneLine(label));
}
