import { UsageError } from '../cli-error.ts';

/** For a write that is given nothing to write. */
export function nothingGiven(): UsageError {
  return new UsageError('There is nothing to write.', {
    hint: "Give fields with --set title='New Rocket', or a record with --input <file>.",
  });
}

/** For a write of an existing record that names none. */
export function whichRecord(verb: string): UsageError {
  return new UsageError(`Which opportunity is to be ${verb}d?`, {
    hint: `Give its id: opportune opportunity ${verb} 4711; or many with --input <file>, a line each.`,
  });
}

export function idAndLines(): UsageError {
  return new UsageError('Both an id and lines of records are given.', {
    hint: 'Give the id alone, or the lines alone.',
  });
}
