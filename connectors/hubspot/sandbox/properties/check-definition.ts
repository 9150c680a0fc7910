import { Refused } from '../../../../src/sandbox-kit/index.ts';
import { invalid, refusal } from '../errors.ts';
import type { PropertyDefinition } from '../property-definition.ts';
import { goesWith, mostUnique, namePattern } from './definition-types.ts';
import type { PropertyCatalogue } from './property-catalogue.ts';

/**
 * Checks a new definition against those that are there.
 *
 * @throws Refused for a name that is taken or is none, and for whatever {@link checkDefinition} refuses.
 */
export function checkNew(catalogue: PropertyCatalogue, definition: PropertyDefinition): void {
  const { name } = definition;
  if (!namePattern.test(name))
    throw new Refused(
      invalid(
        `The property name "${name}" is not valid: names begin with a letter, are lower case and have less than 100 letters, digits and underscores.`,
        { context: { propertyName: [name] } },
      ),
    );
  // https://github.com/scopiousdigital/kalup/blob/main/docs/conformance/hubspot-reference.md (2026-09-29).
  if (catalogue.definitions.has(name))
    throw new Refused(
      refusal(409, `A property named '${name}' already exists.`, 'OBJECT_ALREADY_EXISTS', {
        subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
      }),
    );
  const unique = [...catalogue.definitions.values()].filter((other) => other.unique);
  if (definition.unique && unique.length >= mostUnique)
    throw new Refused(invalid(`There can be no more than ${mostUnique} properties with unique values.`));
  checkDefinition(catalogue, definition);
}

/**
 * Checks what a definition says of itself, and its group.
 *
 * @throws Refused for a group that does not exist, a field type of another type, and options that do not fit.
 */
export function checkDefinition(catalogue: PropertyCatalogue, definition: PropertyDefinition): void {
  const { type, fieldType, group, options, externalOptions, referencesOwner } = definition;
  if (!catalogue.groups.has(group)) throw new Refused(invalid(`Property group ${group} does not exist.`));
  if (!goesWith(type, fieldType))
    throw new Refused(invalid(`A property of type ${type} cannot have the fieldType ${fieldType}.`));
  const values = options.map(([value]) => value);
  if (new Set(values).size < values.length)
    throw new Refused(invalid('Two options of a property cannot have the same value.'));
  // https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md (2026-10-01).
  if (externalOptions && (!referencesOwner || values.length > 0))
    throw new Refused(invalid('External options need a referencedObjectType and no options.'));
  if (type === 'enumeration' && !externalOptions && values.length === 0)
    throw new Refused(invalid('A property of type enumeration needs options.'));
  if (type === 'bool' && values.toSorted().join(' ') !== 'false true')
    throw new Refused(
      invalid('A property of type bool needs the options true and false.', {
        subCategory: 'PropertyValidationError.INVALID_BOOLEAN_OPTION',
      }),
    );
}
