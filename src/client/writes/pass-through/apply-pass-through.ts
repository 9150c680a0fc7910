import type { PlannedRequest } from '../../../connector-kit/writes.ts';
import type { WriteIssue, WrittenField } from '../../../mapping/write-types.ts';
import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isList, sameJson } from '../same-json.ts';
import { deepMerge } from './deep-merge.ts';
import { overridden } from './overridden.ts';
import { badPassThrough, type Extension } from './read-pass-through.ts';
import { setAtPath } from './set-at-path.ts';

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
}

/** Puts passThrough into the requests it names; one that names a kind of which there are several goes into each. */
export function applyPassThrough(
  planned: readonly PlannedRequest[],
  { extensions, mainOperation }: Extensions,
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
      const extended = extendedBody(request, extension);
      if ('problem' in extended) {
        issues.push(
          badPassThrough(field, extended.problem, 'Check it against the request, which `dryRun` shows.'),
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

function extendedBody(
  { method, body, operationId }: PlannedRequest,
  { object, paths }: Extension,
): { readonly body: JsonValue } | { readonly problem: string } {
  if (body === undefined && (method === 'DELETE' || method === 'GET')) {
    return { problem: `The request ${operationId} has no body.` };
  }
  if (object !== undefined && isList(body)) {
    return {
      problem: `The body of ${operationId} is a list: extendPaths can reach into it, extendObject cannot.`,
    };
  }
  if (object !== undefined && body !== undefined && !isJsonObject(body)) {
    return { problem: `The body of ${operationId} is no object.` };
  }
  let extended: JsonValue = object === undefined ? (body ?? {}) : deepMerge(body, object);
  for (const { text, segments, value } of paths) {
    const set = setAtPath(extended, segments, value);
    if ('problem' in set)
      return { problem: `The path ${text} does not fit the body of ${operationId}: ${set.problem}.` };
    extended = set.body;
  }
  return { body: extended };
}

function unused({ field, operationId }: Extension, mainOperation: string): WriteIssue {
  if (operationId === mainOperation) {
    const message = `Nothing else is to be written by ${operationId}, and the connector does not send it for passThrough alone.`;
    return badPassThrough(field, message, 'Use `request` for it, or change a field along with it.');
  }
  return {
    field,
    code: 'unused-pass-through',
    severity: 'warning',
    message: `This write sends no request ${operationId}, so the entry is not used.`,
    hint: 'Leave operationId out to reach the main request of the call.',
    at: undefined,
  };
}
