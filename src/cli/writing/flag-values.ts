import type { Crm } from '../../client/index.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Invocation } from '../command.ts';
import type { FlagValues } from './values/join-values.ts';
import { readPassThroughFlag } from './values/pass-through-flag.ts';
import { readAssignments, type Assignment } from './values/read-assignments.ts';
import { checkModelValues, setValues } from './values/set-values.ts';

/** What the flags of a command line give, as far as it can be told without asking the vendor. */
export interface GivenFlags {
  readonly assignments: readonly Assignment[];
  readonly passThrough: readonly JsonValue[];
}

/** @throws UsageError, InputError */
export async function readFlags({ options, io }: Invocation): Promise<GivenFlags> {
  const assignments = readAssignments(options.texts('set'));
  checkModelValues(assignments);
  return { assignments, passThrough: await readPassThroughFlag(options.texts('passThrough'), io.cwd) };
}

export function hasFlags({ assignments, passThrough }: GivenFlags): boolean {
  return assignments.length > 0 || passThrough.length > 0;
}

/** With the types of the account's own fields, which are asked for only where one is set. */
export async function flagValues(
  { connection }: Crm,
  { assignments, passThrough }: GivenFlags,
): Promise<FlagValues> {
  const needsCatalogue = assignments.some(({ part }) => part === 'customFields');
  const catalogue = needsCatalogue ? await connection.catalogue() : [];
  const { customMappings } = connection.mapping;
  return { ...setValues(assignments, { catalogue, customMappings }), passThrough };
}
