import type { JsonObject } from '../../model/json.ts';
import type { CheckedMapping, MappingFiles } from '../load-files.ts';
import { loadFiles } from '../load-files.ts';
import { MappingError } from '../mapping-error.ts';
import { customNativeFields } from '../native/custom-native-fields.ts';
import { refusedNames } from '../native/native-path.ts';
import { opportunityShape } from '../opportunity-shape.ts';
import type { mappingKeys } from '../rules/load-mapping-file.ts';
import { maxRules, type overlayKeys } from '../rules/load-overlay-file.ts';
import { examplesSchema } from './examples-schema.ts';
import { fieldSchemas } from './field-schemas.ts';
import { kindsOf } from './field-kind.ts';
import { anyGuard, guardDefinitions, guardsSchema, outGuardDefinitions } from './guards-schema.ts';
import { nativeFieldsSchema } from './native-fields-schema.ts';
import { keyPaths } from './offered-paths.ts';
import { choice, closed, described, refTo } from './proposals.ts';
import { pathDefinitions, ruleDefinitions } from './rule-definitions.ts';
import type { SchemaScope } from './schema-scope.ts';
import { sideEffectsSchema } from './side-effects-schema.ts';
import { columnSchema, tableSchema } from './tables-schema.ts';
import { writeGuardDefinitions, writeGuardsSchema, writeSchema } from './write-schema.ts';

/**
 * The JSON Schema (draft-07, with the words that editors of YAML know besides) of one vendor's mappings and overlays.
 * It proposes and explains, and never refuses what the checker takes. What it says of paths and types it has from the
 * checker. That every unified field has to be there it does not say: an author would see nothing else while typing.
 *
 * @throws MappingError with every finding where the files are not right.
 */
export function mappingJsonSchema(files: MappingFiles): JsonObject {
  const { checked, findings } = loadFiles(files, opportunityShape);
  if (checked === undefined) throw new MappingError(findings);
  const scope = scopeOf(checked, files);
  const { native } = scope.descriptor;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Mappings and overlays of ${native}`,
    // By what the file begins with, and not as alternatives: an editor then completes the words of the right one only.
    allOf: [
      { if: isOverlay, else: mappingTop(checked, native) },
      { if: { not: isOverlay }, else: overlayTop(checked) },
    ],
    definitions: definitionsOf(scope),
  };
}

/** Where the schema of a native object is kept: `acme.deal.schema.json`. */
export function schemaFileName(native: string): string {
  return `${native.replace('/', '.')}.schema.json`;
}

function scopeOf(
  { descriptor, fields, model }: CheckedMapping,
  { catalogue = [] }: MappingFiles,
): SchemaScope {
  const home = [...fields.values()].find((plan) => plan.kind === 'collect');
  const custom = home === undefined ? new Map() : customNativeFields(catalogue, home);
  return { descriptor, own: descriptor.fields, custom, model, required: opportunityShape.required };
}

const isOverlay: JsonObject = { required: ['overlay'] };
const overlayVersion = described(choice([1]), 'An overlay: the version of the format.');

function mappingTop({ vendor, model }: CheckedMapping, native: string): JsonObject {
  const keys: Readonly<Record<(typeof mappingKeys)[number], JsonObject>> = {
    mapping: described(choice([1]), 'A mapping: the version of the format.'),
    vendor: described(choice([vendor]), 'The connector.'),
    unified: described(choice([model.name]), 'What it is translated to.'),
    native: described(choice([native]), 'What is translated.'),
    fields: described(refTo('mapping.fields'), 'A rule for each unified field.'),
    sideEffects: described(refTo('sideEffects'), 'What changes along when something is written.'),
    examples: described(refTo('examples'), 'What proves it; `mapping test` runs them.'),
  };
  // Before it is one, an overlay looks like a mapping without a word.
  const start: JsonObject = {
    if: { required: ['mapping'] },
    else: { properties: { overlay: overlayVersion } },
  };
  return closed(keys, { allOf: [start] });
}

function overlayTop({ vendor, model }: CheckedMapping): JsonObject {
  const keys: Readonly<Record<(typeof overlayKeys)[number], JsonObject>> = {
    overlay: overlayVersion,
    extends: described(choice([`${vendor}/${model.name}`]), 'The mapping that it lies upon.'),
    nativeFields: described(
      nativeFieldsSchema(),
      'Native fields that only this account has, or that it has in another form.',
    ),
    customMappings: described(
      {
        type: 'object',
        maxProperties: maxRules,
        propertyNames: { not: choice([...refusedNames]) },
        additionalProperties: refTo('overlay.field.any'),
      },
      'Fields of your own, by key; each record has them under `customMappings`.',
    ),
    override: described(refTo('overlay.fields'), 'Rules in place of those of the mapping.'),
    sideEffects: described(refTo('sideEffects'), 'What changes along when something is written.'),
    examples: described(refTo('examples'), 'What proves it; `mapping test` runs them.'),
  };
  return closed(keys);
}

function definitionsOf(scope: SchemaScope): JsonObject {
  const kinds = kindsOf(scope.model);
  return {
    ...pathDefinitions(scope),
    ...guardDefinitions(scope),
    anyGuard,
    column: columnSchema(scope),
    wholeTable: tableSchema(scope, ['all']),
    ...outGuardDefinitions(scope),
    ...writeGuardDefinitions(scope),
    writeGuards: writeGuardsSchema(scope),
    keys: keyPaths(scope),
    sideEffects: sideEffectsSchema(scope),
    examples: examplesSchema(scope),
    ...Object.assign({}, ...[...kinds].map((kind) => ruleDefinitions(kind, 'mapping', scope))),
    ...Object.assign({}, ...[...kinds, undefined].map((kind) => ruleDefinitions(kind, 'overlay', scope))),
    'mapping.when': guardsSchema('mapping', scope),
    'overlay.when': guardsSchema('overlay', scope),
    'mapping.write': writeSchema('mapping', scope),
    'overlay.write': writeSchema('overlay', scope),
    'mapping.fields': fieldSchemas('mapping', scope),
    'overlay.fields': fieldSchemas('overlay', scope),
  };
}
