import type { CustomFieldDefinition, NativeType, VendorSession } from '../../src/connector-kit/index.ts';
import { CustomFieldDefinitionList, type NativeDefinition } from './native-schema.ts';
import { paths } from './paths.ts';

interface Kind extends Pick<CustomFieldDefinition, 'clear' | 'nullable' | 'whole' | 'longest'> {
  readonly type: CustomFieldDefinition['type'];
  readonly wire: NativeType;
}

/** https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22). */
const longestText = 255;

/**
 * Kinds of field, and how their values look on the wire:
 * https://developer.copper.com/custom-fields/general/list-custom-field-definitions.html (2026-11-22).
 * A Date is documented as text in one place; every answer seen carries Unix seconds of a local midnight.
 * A Percentage is decoded as a plain number: nothing says that Copper keeps it within 0 to 100.
 */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['String', { type: 'text', wire: 'text', longest: longestText }],
  ['Text', { type: 'text', wire: 'text' }],
  ['URL', { type: 'url', wire: 'text' }],
  ['Dropdown', { type: 'option', wire: 'id' }],
  ['MultiSelect', { type: 'options', wire: 'id', clear: [] }],
  ['Date', { type: 'date', wire: 'unix-day' }],
  // Nothing tells a box that was never touched from one that is not ticked.
  ['Checkbox', { type: 'boolean', wire: 'bool', nullable: false }],
  ['Float', { type: 'number', wire: 'number' }],
  ['Percentage', { type: 'percent', wire: 'number', whole: true }],
  ['Currency', { type: 'money', wire: 'number' }],
  ['Connect', { type: 'reference', wire: 'json' }],
]);

/** The fields this account added to opportunities. */
export async function customFields(session: VendorSession): Promise<readonly CustomFieldDefinition[]> {
  const all = await session.request(
    { method: 'GET', path: paths.customFieldDefinitions },
    CustomFieldDefinitionList,
  );
  const byId = new Map(all.map((definition) => [definition.id, definition]));
  return all
    .filter((definition) => definition.available_on?.includes('opportunity') ?? true)
    .map((definition) => toDefinition(definition, byId));
}

function toDefinition(
  native: NativeDefinition,
  byId: ReadonlyMap<string, NativeDefinition>,
): CustomFieldDefinition {
  const kind = kinds.get(native.data_type) ?? { type: 'unknown', wire: 'json' };
  const refName = kind.type === 'reference' ? targetOf(native, byId) : undefined;
  return {
    key: native.id,
    label: native.name ?? native.id,
    ...kind,
    // The amount carries no currency of its own: it is stated once, in the definition.
    ...(native.currency ? { description: `Amounts in ${native.currency}` } : {}),
    ...(native.options ? { options: labels(native.options) } : {}),
    ...(refName === undefined ? {} : { refName }),
    ...accessOf(kind),
  };
}

/**
 * Links are records of their own, made and removed one by one; an opportunity shows none of them, so that nothing could
 * tell which to remove: https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22).
 */
function accessOf({ type }: Kind): Pick<CustomFieldDefinition, 'access' | 'because' | 'instead'> {
  if (type === 'reference') {
    const because = 'its links are records of their own, and an opportunity does not show them';
    return {
      access: 'read',
      because,
      instead: 'leave it out; `request` reaches GET, POST and DELETE /related_links',
    };
  }
  if (type === 'unknown')
    return { access: 'read', because: 'this kind of field is not known to the connector' };
  return { access: 'read-write' };
}

function labels(options: NonNullable<NativeDefinition['options']>): Readonly<Record<string, string>> {
  return Object.fromEntries(options.map(({ id, name }) => [id, name ?? id]));
}

/** A Connect field names its mirror on the other side; that one says which kind of record it belongs to. */
function targetOf(native: NativeDefinition, byId: ReadonlyMap<string, NativeDefinition>): string | undefined {
  const mirror = byId.get(native.connected_id ?? '');
  const [only, ...more] = mirror?.available_on ?? [];
  return more.length === 0 ? only : undefined;
}
