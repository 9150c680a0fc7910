import type { FieldEntry } from '../../store/destination.ts';
import type { FieldChanges } from '../../sync/field-changes.ts';
import type { UnknownFields } from '../../sync/unknown-fields.ts';
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

/** Says which fields the vendor has sent that nobody knows. Their paths are safe to show. */
export function tellUnknownFields(
  { listed, hasMore }: UnknownFields,
  name: string,
  terminal: Terminal,
): void {
  const paths = listed
    .slice(0, mostNamed)
    .map(({ path, records }) => `${path} (${countOf(records, 'record')})`);
  const further = hasMore ? 'more' : `${listed.length - paths.length} more`;
  const rest = listed.length > paths.length ? ` and ${further}` : '';
  terminal.warn(
    `${name}: the vendor has sent ${hasMore ? 'more than ' : ''}${countOf(listed.length, 'field')} that the connector does not know: ${paths.join(', ')}${rest}; they are in \`native\` and not mapped`,
  );
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
