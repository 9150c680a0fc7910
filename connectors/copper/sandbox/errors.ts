import { answer, Refused, type SandboxAnswer, type ServerProblem } from '../../../src/sandbox-kit/index.ts';
import { wireText, type WireValue } from './wire-json.ts';

/** One thing wrong with a request: the attribute's label, or `Base` for the request as a whole. */
export interface Problem {
  readonly label: string;
  readonly message: string;
}

/** A 200 whose floats keep their fraction. */
export function ok(body: WireValue, headers: Readonly<Record<string, string>> = {}): SandboxAnswer {
  return { status: 200, text: { type: 'application/json; charset=utf-8', content: wireText(body) }, headers };
}

/** The envelope of 404 and 422: https://github.com/verbb/formie/issues/653 (2026-11-22). Other statuses are not documented and use it too. */
export function refusal(status: number, message: string): SandboxAnswer {
  return answer(status, { success: false, status, message });
}

/** The 422 that names what is wrong, one problem a line. */
export function invalid(problems: readonly Problem[]): SandboxAnswer {
  const lines = problems.map(({ label, message }) => `${label}: ${message}`);
  return refusal(422, `Invalid input: Validation errors: ${lines.join('\n')}`);
}

/** Throws the 422 where there is a problem. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refused(invalid(problems));
}

export function unauthorised(): SandboxAnswer {
  return refusal(401, 'Invalid API credentials');
}

/** Body and headers of the real one are not documented: the usual envelope, and no Retry-After. */
export function tooMany(): SandboxAnswer {
  return refusal(429, 'Rate limit exceeded');
}

/** What an unknown route says, and in some places an unknown record. */
export const notFoundShort: SandboxAnswer = answer(404, { error: 'not_found' });

export const notFound: SandboxAnswer = refusal(404, 'Resource not found');

/** `company_id` as the vendor's messages spell it: `Company Id`. */
export function labelOf(attribute: string): string {
  return attribute
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}

export function unrecognised(attributes: readonly string[]): readonly Problem[] {
  if (attributes.length === 0) return [];
  return [{ label: 'Base', message: `Unrecognized attributes specified: ${attributes.join(', ')}` }];
}

export function badId(attribute: string, value: unknown): Problem {
  const label = labelOf(attribute);
  return {
    label,
    message: `Invalid value for ${label}: IDs must be positive integers: ${shown(value)}`,
  };
}

export function badValue(attribute: string, value: unknown): Problem {
  const label = labelOf(attribute);
  return { label, message: `Invalid value for ${label}: ${shown(value)}` };
}

export function blank(attribute: string): Problem {
  return { label: labelOf(attribute), message: "can't be blank" };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the server itself refuses. */
export function refuse({ kind, status }: ServerProblem): SandboxAnswer {
  if (kind === 'unknown-route' || kind === 'wrong-method') return notFoundShort;
  if (kind === 'malformed-json') return refusal(400, 'Malformed request body');
  if (status === 401) return unauthorised();
  if (status === 404) return notFound;
  if (status === 429) return tooMany();
  if (status === 422) return refusal(422, 'Invalid input');
  return refusal(status, status >= 500 ? 'Internal server error' : 'The request was refused');
}
