import type { JsonObject } from '../../model/json.ts';
import type { FieldSpec } from '../../model/field-spec.ts';
import { kindOf } from './field-kind.ts';
import { choice, closed, described, fromEntries, refTo, valueRule } from './proposals.ts';
import type { Layer, SchemaScope } from './schema-scope.ts';
import { docOf } from './word-docs.ts';
import { collectSchemas } from './word-schemas.ts';

/** `fields` of a mapping, `override` of an overlay: a rule for each unified field. */
export function fieldSchemas(layer: Layer, scope: SchemaScope): JsonObject {
  return closed(
    fromEntries(
      Object.entries(scope.model.fields).map(([name, spec]) => [
        name,
        described(ruleOf(name, spec, layer, scope), fieldDoc(spec)),
      ]),
    ),
  );
}

/** A record is of no use without the fields that are required: those are never unsupported. */
function ruleOf(name: string, spec: FieldSpec, layer: Layer, scope: SchemaScope): JsonObject {
  const kind = kindOf(name, spec);
  if (kind !== undefined)
    return scope.required.includes(name) ? valueRule(kind.name, layer) : refTo(`${layer}.field.${kind.name}`);
  const why = described({ type: 'string' }, docOf('unsupported'));
  if (spec.type === 'custom-mappings')
    return closed({ overlay: described(choice([true]), docOf('overlay')), unsupported: why });
  if (spec.type === 'pass-through')
    return closed({ merge: described(choice(['$body']), docOf('merge')), unsupported: why });
  return closed(
    fromEntries(
      Object.entries(collectSchemas(scope)).map(([word, schema]) => [word, described(schema, docOf(word))]),
    ),
  );
}

function fieldDoc({ meaning, type, list, access, values, canonical }: FieldSpec): string {
  const facts = [`\`${type}\`${list ? ', a list' : ''}`];
  if (access !== 'read-write') facts.push(access === 'read' ? 'read only' : 'written only');
  if (values !== undefined) facts.push(`one of ${values.join(', ')}`);
  else if (canonical !== undefined) facts.push(`preferably ${canonical.join(', ')}`);
  return `${meaning}\n\n${facts.join(' · ')}`;
}
