import {
  answer,
  isJsonObject,
  Refused,
  type JsonObject,
  type SandboxAnswer,
} from '../../../../src/sandbox-kit/index.ts';
import type { Context } from '../context.ts';
import { invalid, unreadable } from '../errors.ts';
import { wireTime } from '../wire-values.ts';

/**
 * The inputs of a batch.
 *
 * @throws Refused where they are missing, no objects, or too many.
 */
export function batchInputs(body: JsonObject | undefined, most: number): readonly JsonObject[] {
  const inputs = body?.['inputs'];
  if (!Array.isArray(inputs)) throw new Refused(unreadable('Some required fields were not set: [inputs]'));
  if (inputs.length > most)
    throw new Refused(
      invalid(
        `The maximum number of inputs supported in a batch request is ${most}. You sent ${inputs.length}.`,
      ),
    );
  return inputs.map((input) => {
    if (isJsonObject(input)) return input;
    throw new Refused(unreadable('Cannot construct an input from a value that is no object'));
  });
}

/** The id of one input. @throws Refused where there is none. */
export function idOfInput(input: JsonObject): string {
  const { id } = input;
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw new Refused(unreadable('Some required fields were not set: [id]'));
}

/** An id as a number; one no record has where the text is no id. */
export function recordId(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : -1;
}

/** A batch's answer: 207 as soon as one input failed. */
export function batchAnswer(
  { portal }: Context,
  status: number,
  results: readonly JsonObject[],
  errors: readonly JsonObject[],
): SandboxAnswer {
  const at = wireTime(portal.clock.nowMs());
  const body = { status: 'COMPLETE', results: [...results], startedAt: at, completedAt: at };
  return errors.length === 0
    ? answer(status, body)
    : answer(207, { ...body, numErrors: errors.length, errors: [...errors] });
}
