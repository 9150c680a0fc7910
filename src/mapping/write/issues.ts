import type { JsonValue } from '../../model/json.ts';
import { placeText, type Place } from '../yaml/place.ts';
import type { WriteIssue, WriteIssueCode } from '../write-types.ts';

/** Why a value cannot be written, or what is to be said though it is. */
export interface Refusal {
  readonly code: WriteIssueCode;
  readonly message: string;
  readonly hint: string;
}

/** Collects what there is to say about an input. */
export class WriteIssues {
  readonly all: WriteIssue[] = [];

  refuse(field: string, at: Place | undefined, refusal: Refusal): void {
    this.#add(field, at, 'error', refusal);
  }

  /** True where a field is not written. */
  isRefused(name: string): boolean {
    return this.all.some(({ field, severity }) => field === name && severity === 'error');
  }

  warn(field: string, at: Place | undefined, refusal: Refusal): void {
    this.#add(field, at, 'warning', refusal);
  }

  #add(
    field: string,
    at: Place | undefined,
    severity: WriteIssue['severity'],
    { code, message, hint }: Refusal,
  ): void {
    const place = at === undefined ? undefined : placeText(at);
    this.all.push({ field, code, severity, message, hint, at: place });
  }
}

const longest = 64;

/** A value of the input, short enough to be shown. */
export function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
