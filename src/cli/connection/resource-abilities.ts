import type { Resource } from '../../connector-kit/index.ts';

/** What can be done with the records of a resource; a method that is absent is an ability that the vendor lacks. */
export function abilitiesOf({ list, get, writes }: Resource): readonly string[] {
  return [
    ...Object.entries({ list, get }),
    ...Object.entries({ create: writes?.create, update: writes?.update, delete: writes?.delete }),
    ...Object.entries({ upsert: writes?.upsert ?? writes?.find }),
  ].flatMap(([name, method]) => (method === undefined ? [] : [name]));
}
