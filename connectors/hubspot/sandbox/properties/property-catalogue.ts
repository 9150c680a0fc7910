import type { PropertyDefinition } from '../property-definition.ts';

export interface PropertyGroup {
  readonly name: string;
  readonly label: string;
  readonly displayOrder: number;
}

/** The properties and groups of one kind of object, as people and apps change them. */
export interface PropertyCatalogue {
  readonly definitions: Map<string, PropertyDefinition>;
  /** Put away, and able to come back under their names. */
  readonly archived: Map<string, PropertyDefinition>;
  readonly groups: Map<string, PropertyGroup>;
  /** Adds a definition, or replaces the one of its name; an archived one of that name is no longer archived. */
  put(definition: PropertyDefinition): PropertyDefinition;
  /** Archives a definition: its values stay where they are, and nobody sees them. */
  archive(definition: PropertyDefinition, at: string): void;
}

/** Opens a catalogue with the groups that its first definitions name. */
export function openCatalogue(first: readonly PropertyDefinition[]): PropertyCatalogue {
  const definitions = new Map(first.map((definition) => [definition.name, definition]));
  const archived = new Map<string, PropertyDefinition>();
  const names = [...new Set(first.map(({ group }) => group))];
  const groups = new Map(
    names.map((name, displayOrder) => [name, { name, label: name.replaceAll('_', ' '), displayOrder }]),
  );
  let serial = 0;
  return {
    definitions,
    archived,
    groups,
    put(definition) {
      serial += 1;
      const added = { ...definition, serial };
      archived.delete(added.name);
      definitions.set(added.name, added);
      return added;
    },
    archive(definition, at) {
      definitions.delete(definition.name);
      const more = { ...definition.more, archived: true, archivedAt: at, updatedAt: at };
      archived.set(definition.name, { ...definition, more });
    },
  };
}
