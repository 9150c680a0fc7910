import type { Finding } from './mapping-types.ts';
import type { Place } from './yaml/place.ts';

/** Collects what the checker has to say. Codes that begin with E are errors, W warnings. */
export interface FindingSink {
  readonly findings: Finding[];
  /** `hint` says what to do; undefined only where nothing near is known. */
  add(code: string, at: Place, message: string, hint: string | undefined): void;
  /** Takes over what was found elsewhere. */
  pass(finding: Finding): void;
  /** How many errors there are so far. */
  errors(): number;
}

export function findingSink(): FindingSink {
  const findings: Finding[] = [];
  let errors = 0;
  return {
    findings,
    errors: () => errors,
    pass(finding) {
      if (finding.severity === 'error') errors += 1;
      findings.push(finding);
    },
    add(code, at, message, hint) {
      const severity = code.startsWith('W') ? 'warning' : 'error';
      this.pass({ code, severity, file: at.file, line: at.line, column: at.column, message, hint });
    },
  };
}

/** Findings in the order in which a reader of the files meets them. */
export function inFileOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) => (a.file === b.file ? 0 : a.file < b.file ? -1 : 1) || a.line - b.line || a.column - b.column,
  );
}
