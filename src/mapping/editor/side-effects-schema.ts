import type { JsonObject } from '../../model/json.ts';
import type { sideEffectWords } from '../side-effects/load-side-effects.ts';
import { anyField } from '../side-effects/side-effect-line.ts';
import { singleType } from '../check/check-scope.ts';
import { choice, closed, described, oneOrMore } from './proposals.ts';
import type { SchemaScope } from './schema-scope.ts';

/** `sideEffects` of a mapping or an overlay. */
export function sideEffectsSchema({ model }: SchemaScope): JsonObject {
  const fields = Object.entries(model.fields);
  const custom: JsonObject = { type: 'string', pattern: '^customMappings\\.' };
  const written = fields.flatMap(([name, { access, type }]) =>
    access !== 'read' && singleType(type) !== undefined ? [name] : [],
  );
  const changed = fields.flatMap(([name, { type }]) =>
    type === 'custom-mappings' || type === 'pass-through' ? [] : [name],
  );
  const words: Readonly<Record<(typeof sideEffectWords)[number], JsonObject>> = {
    writing: described(
      oneOrMore({ anyOf: [choice([...written, anyField]), custom] }),
      'Unified fields, `customMappings.<key>`, or `$any` for whatever is written.',
    ),
    changes: described(
      oneOrMore({ anyOf: [choice(changed), custom] }),
      'Fields that change along, though nobody wrote them.',
    ),
    because: described({ type: 'string' }, 'For whoever wonders.'),
  };
  return { type: 'array', items: closed(words) };
}
