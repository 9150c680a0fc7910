import type { z } from 'zod';
import type { VendorError } from '../connector-kit/vendor-error.ts';
import type { VendorResponse } from '../connector-kit/vendor-request.ts';
import { named, vendorError, type Scene } from './failures/failure.ts';
import { parseJson } from './parse-json.ts';
import { refusalError } from './failures/refusal.ts';
import { isSuccess } from './failures/status-table.ts';
import type { Answer } from './transport.ts';

/**
 * Turns an answer into checked data.
 *
 * @throws VendorError where the vendor refused, or its answer is broken or of another form than the schema's.
 */
export function readAnswer<T>(
  scene: Scene,
  answer: Answer,
  schema: z.ZodType<T>,
  nowMs: number,
): VendorResponse<T> {
  if (!isSuccess(answer.status)) throw refusalError(scene, answer, nowMs);
  const checked = schema.safeParse(bodyOf(scene, answer));
  if (!checked.success && answer.text.trim() === '' && answer.status === 200) throw withoutBody(scene);
  if (!checked.success)
    throw vendorError(scene, 'unexpected-response', {
      said: `sent another form of answer to ${named(scene.request)} than expected: ${mismatch(checked.error)}`,
      details: { status: answer.status },
    });
  const { status, headers } = answer;
  const shown = Object.entries(headers).map(([name, value]) => [name, scene.scrub(value)] as const);
  return { status, headers: Object.fromEntries(shown), data: checked.data };
}

/** A body that was cut off before its first byte is cut off all the same: another try may bring it. */
function withoutBody(scene: Scene): VendorError {
  const said = `sent no body in answer to ${named(scene.request)}`;
  return vendorError(scene, 'truncated-response', { said, details: { status: 200 } });
}

/** Undefined for an answer without a body: whether one was needed is the schema's to say. */
function bodyOf(scene: Scene, { status, text }: Answer): unknown {
  if (status === 204 || status === 205 || text.trim() === '') return undefined;
  const parsed = parseJson(text);
  if ('value' in parsed) return parsed.value;
  const request = named(scene.request);
  const details = { status };
  if (parsed.problem === 'too-deep')
    throw vendorError(scene, 'unexpected-response', {
      said: `nested its answer to ${request} too deeply`,
      details,
    });
  const said = `sent an answer to ${request} that ended early or is not JSON`;
  throw vendorError(scene, 'truncated-response', { said, details });
}

/** Where and how, never what: a value of the answer may be a person's. */
function mismatch(error: z.ZodError): string {
  const shown = error.issues.slice(0, 3).map((issue) => {
    const path = issue.path.map(String).join('.');
    const problem = issue.code === 'custom' ? 'refused' : issue.message.replace(/^Invalid input: /, '');
    return `${path === '' ? 'the body' : path}: ${problem}`;
  });
  const more = error.issues.length - shown.length;
  return more > 0 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ');
}
