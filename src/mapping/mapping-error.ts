import { OpportuneError } from '../model/error.ts';
import type { Finding } from './mapping-types.ts';

/** A mapping that cannot be used (`findings` says where and why), or a question about a field that does not exist. */
export class MappingError extends OpportuneError {
  override readonly code: 'mapping-invalid' | 'unknown-field';
  readonly findings: readonly Finding[];

  constructor(
    findings: readonly Finding[],
    unknownField?: { readonly message: string; readonly hint: string },
  ) {
    super(unknownField?.message ?? summary(findings), {
      hint:
        unknownField?.hint ??
        'Correct the mapping file; `opportune mapping check` shows every finding with its line.',
      context: { findings: findings.length },
    });
    this.code = unknownField === undefined ? 'mapping-invalid' : 'unknown-field';
    this.findings = findings;
  }
}

function summary(findings: readonly Finding[]): string {
  const first = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  if (first === undefined) return 'The mapping cannot be used.';
  const { file, line, column, code, message } = first;
  const others = findings.length - 1;
  return `${file}:${line}:${column} ${code} ${message}${others > 0 ? ` (and ${others} more)` : ''}`;
}

/** Lookup tables that cannot be used. */
export class LookupTablesError extends OpportuneError {
  override readonly code = 'bad-lookups';
}
