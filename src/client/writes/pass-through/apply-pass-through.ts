import type { PlannedRequest, RecordInBody } from '../../../connector-kit/writes.ts';
import type { WriteIssue, WrittenField } from '../../../mapping/write-types.ts';
import { sameJson } from '../same-json.ts';
import { overridden } from './overridden.ts';
import { badPassThrough, type Extension } from './read-pass-through.ts';
import { extendedBody } from './extended-body.ts';
import { extendedRecord } from './extended-record.ts';

export interface Extended {
  readonly requests: readonly PlannedRequest[];
  /** Those among the requests that carry something of passThrough. */
  readonly touched: ReadonlySet<PlannedRequest>;
  readonly issues: readonly WriteIssue[];
}

export interface Extensions {
  readonly extensions: readonly Extension[];
  /** Of the call: an entry that means it is never left out in silence. */
  readonly mainOperation: string;
  /** Where the body of its request holds the record, and with it what an entry adds. */
  readonly record: RecordInBody | undefined;
}

/** Puts passThrough into the requests it names; one that names a kind of which there are several goes into each. */
export function applyPassThrough(
  planned: readonly PlannedRequest[],
  { extensions, mainOperation, record }: Extensions,
  fields: readonly WrittenField[],
): Extended {
  const requests = [...planned];
  const touched = new Set<PlannedRequest>();
  const issues: WriteIssue[] = [];
  for (const extension of extensions) {
    const { field, operationId } = extension;
    const targets = requests.flatMap((request, index) =>
      request.operationId === operationId ? [index] : [],
    );
    if (targets.length === 0) issues.push(unused(extension, mainOperation));
    for (const index of targets) {
      const request = requests[index];
      if (request === undefined) continue;
      const extended =
        record === undefined || operationId !== mainOperation
          ? extendedBody(request, extension)
          : extendedRecord(request, extension, record);
      if ('problem' in extended) {
        issues.push(
          badPassThrough(field, extended.problem, 'check it against the request, which `dryRun` shows'),
        );
        continue;
      }
      const bodies = { planned: planned[index]?.body, before: request.body, after: extended.body };
      issues.push(...overridden(field, bodies, fields));
      const wasTouched = touched.delete(request);
      const changed = !sameJson(request.body, extended.body);
      const next = changed ? { ...request, body: extended.body } : request;
      if (wasTouched || changed) touched.add(next);
      requests[index] = next;
    }
  }
  return { requests, touched, issues };
}

function unused({ field, operationId }: Extension, mainOperation: string): WriteIssue {
  if (operationId === mainOperation) {
    const message = `nothing else is to be written by ${operationId}, and the connector does not send it for passThrough alone`;
    return badPassThrough(field, message, 'use `request` for it, or change a field along with it');
  }
  return {
    field,
    code: 'unused-pass-through',
    severity: 'warning',
    message: `this write sends no request ${operationId}, so the entry is not used`,
    hint: 'leave operationId out to reach the main request of the call',
    at: undefined,
  };
}
