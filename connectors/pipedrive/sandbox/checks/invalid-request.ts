import { answer, Refused, type SandboxAnswer } from '../../../../src/sandbox-kit/index.ts';

/** What is wrong with one member of a request. */
export interface Problem {
  /** Dotted, from the root of the body; the name of a query parameter. */
  readonly path: string;
  readonly reason: string;
}

/** Thrown by whoever reads a request the services behind v2 would not take. */
class InvalidRequest extends Refused {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(invalid(problems));
    this.problems = problems;
  }
}

/**
 * All mistakes in one sentence: https://github.com/pipedrive/client-nodejs/issues/651 quotes one of 2025-06-13 with
 * four unknown members.
 */
export function invalid(problems: readonly Problem[]): SandboxAnswer {
  const list = problems.map(({ path, reason }) => `${path}: ${reason}`).join('; ');
  return answer(400, {
    success: false,
    error: `Validation failed: ${list}`,
    code: 'ERR_SCHEMA_VALIDATION_FAILED',
  });
}

/** @throws Refused with a validation error. */
export function reject(path: string, reason: string): never {
  throw new InvalidRequest([{ path, reason }]);
}

/** @throws Refused for a member or parameter the endpoint does not know. */
export function rejectUnknown(path: string): never {
  return reject(path, `Parameter '${path}' is not allowed for this request`);
}

/**
 * Checks one thing after another, and says at the end what is wrong with all of them.
 *
 * @throws Refused where a check rejected something.
 */
export function checkEach<T>(things: Iterable<T>, check: (thing: T) => void): void {
  const problems: Problem[] = [];
  for (const thing of things) {
    try {
      check(thing);
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidRequest(problems);
}
