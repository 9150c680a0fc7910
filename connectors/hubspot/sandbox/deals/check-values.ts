import { isJsonObject, Refused, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { unreadable, type PropertyProblem } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { findStage } from '../seed/pipelines.ts';
import { isMultiple, type PropertyDefinition } from '../property-definition.ts';
import { isWritable, wireMs, wireTime } from '../wire-values.ts';

/** What a write asks for: values as they will be kept, and everything that is wrong with them. */
export interface CheckedValues {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly PropertyProblem[];
}

/** A value as it will be kept, or why it cannot be. */
type Checked = { readonly value: string } | { readonly code: string; readonly message: string };

/**
 * Checks the `properties` of a write against the definitions of their kind.
 *
 * @param current What the record holds now.
 * @throws Refused where `properties` is not an object of plain values.
 */
export function checkValues(
  portal: Portal,
  definitions: ReadonlyMap<string, PropertyDefinition>,
  properties: JsonValue | undefined,
  current: Readonly<Record<string, string>>,
): CheckedValues {
  const values: Record<string, string> = {};
  const problems: PropertyProblem[] = [];
  for (const [name, raw] of Object.entries(plainObject(properties))) {
    const checked = checkOne(portal, name, definitions.get(name), textOf(raw), current);
    if ('value' in checked) values[name] = checked.value;
    else problems.push({ name, ...checked });
  }
  const mismatch = problems.length === 0 ? stageProblem(portal, values, current) : undefined;
  return { values, problems: mismatch === undefined ? problems : [mismatch] };
}

function plainObject(properties: JsonValue | undefined): JsonObject {
  if (properties === undefined)
    throw new Refused(unreadable('Some required fields were not set: [properties]'));
  if (isJsonObject(properties)) return properties;
  throw new Refused(
    unreadable(
      'Cannot deserialize value of type `java.util.LinkedHashMap<java.lang.String,java.lang.String>` from Array value',
    ),
  );
}

/** Numbers and booleans are taken as text; null clears like an empty text. */
function textOf(raw: JsonValue): string {
  if (raw === null) return '';
  if (typeof raw !== 'object') return String(raw);
  throw new Refused(unreadable('Cannot deserialize value of type `java.lang.String` from Object value'));
}

function checkOne(
  portal: Portal,
  name: string,
  definition: PropertyDefinition | undefined,
  text: string,
  current: Readonly<Record<string, string>>,
): Checked {
  if (definition === undefined)
    return { code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
  if (definition.readOnly)
    return {
      code: 'READ_ONLY_VALUE',
      message: `"${name}" is a read only property; its value cannot be set.`,
    };
  if (text === '') return { value: '' };
  switch (definition.type) {
    case 'number':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) && isWritable(text)
        ? { value: text }
        : { code: 'INVALID_NUMERIC', message: `${text} was not a valid number.` };
    case 'datetime':
      return checkDatetime(text);
    case 'date':
      return checkDate(text);
    case 'bool':
      return text === 'true' || text === 'false' ? { value: text } : optionProblem(text, ['true', 'false']);
    case 'enumeration':
      return checkEnumeration(portal, definition, text, current[name] ?? '');
    default:
      return { value: text };
  }
}

function checkDatetime(text: string): Checked {
  const ms = wireMs(text);
  return ms === undefined ? dateProblem(text) : { value: wireTime(ms) };
}

/** A day: as text, or as an instant at midnight UTC. */
function checkDate(text: string): Checked {
  const ms = wireMs(text);
  if (ms === undefined) return dateProblem(text);
  return ms % 86_400_000 === 0
    ? { value: wireTime(ms).slice(0, 10) }
    : { code: 'INVALID_DATE', message: `${text} is at an invalid time of day, it must be midnight UTC.` };
}

function dateProblem(text: string): Checked {
  return { code: 'INVALID_DATE', message: `${text} was not a valid date.` };
}

function optionProblem(text: string, allowed: readonly string[]): Checked {
  return {
    code: 'INVALID_OPTION',
    message: `${text} was not one of the allowed options: [${allowed.join(', ')}]`,
  };
}

function checkEnumeration(
  portal: Portal,
  definition: PropertyDefinition,
  text: string,
  current: string,
): Checked {
  const allowed = allowedValues(portal, definition);
  const multiple = isMultiple(definition);
  const parts = multiple ? text.split(';').filter((part) => part !== '') : [text];
  const wrong = parts.find((part) => !allowed.includes(part));
  if (wrong !== undefined)
    return definition.referencesOwner
      ? { code: 'INVALID_OWNER_ID', message: `Owner with id ${wrong} does not exist.` }
      : optionProblem(wrong, allowed);
  // A leading separator adds to what is there.
  const kept = multiple && text.startsWith(';') ? current.split(';').filter((part) => part !== '') : [];
  return { value: [...new Set([...kept, ...parts])].join(';') };
}

function allowedValues(portal: Portal, definition: PropertyDefinition): readonly string[] {
  if (definition.referencesOwner)
    return portal.owners.filter(({ archived }) => !archived).map(({ id }) => String(id));
  if (definition.name === 'pipeline')
    return portal.pipelines.filter(({ archived }) => !archived).map(({ id }) => id);
  if (definition.name === 'dealstage')
    return portal.pipelines.flatMap(({ stages }) => stages.map(({ id }) => id));
  return definition.options.map(([value]) => value);
}

/** Pipeline and stage go together: who moves a deal to another pipeline names a stage of it in the same request. */
function stageProblem(
  { pipelines }: Portal,
  values: Readonly<Record<string, string>>,
  current: Readonly<Record<string, string>>,
): PropertyProblem | undefined {
  const pipelineBefore = current['pipeline'] || 'default';
  const pipelineId = values['pipeline'] ?? pipelineBefore;
  if (values['dealstage'] === undefined && pipelineId === pipelineBefore) return undefined;
  const stageId = values['dealstage'] ?? current['dealstage'] ?? '';
  if (stageId === '') return undefined;
  if (findStage(pipelines, stageId)?.pipeline.id === pipelineId) return undefined;
  const allowed = pipelines.find(({ id }) => id === pipelineId)?.stages.map(({ id }) => id) ?? [];
  return {
    name: 'dealstage',
    code: 'INVALID_OPTION',
    message: `${stageId} was not one of the allowed options: [${allowed.join(', ')}] of the pipeline ${pipelineId}`,
  };
}
