import { SandboxError } from '../sandbox-error.ts';

/** One fault as it was asked for. */
export interface FaultSpec {
  /** As written. */
  readonly text: string;
  readonly name: string;
  readonly value: string | undefined;
  /** How many requests it meets; Infinity for `*always`. */
  readonly times: number;
  /** The first matching request it meets, counted from 1. */
  readonly from: number;
  /** Only requests with this method. */
  readonly method: string | undefined;
  /** Only requests whose path contains this text. */
  readonly path: string | undefined;
}

const grammar =
  /^(?<name>[a-z][a-z0-9-]*)(?:=(?<value>[^*#@]*))?(?:\*(?<times>\d+|always))?(?:#(?<from>\d+))?(?:@(?:(?<method>[A-Z]+) )?(?<path>.+))?$/;

/**
 * Reads `name[=value][*times|*always][#nth][@[METHOD ]path]`, for example `status=503*3@/deals` or `reset#2@POST /deals`.
 * Without `*`, a fault meets one request; without `#`, the first that matches; without `@`, any.
 *
 * @throws SandboxError where the text does not follow the grammar.
 */
export function parseFault(text: string): FaultSpec {
  const groups = grammar.exec(text.trim())?.groups;
  if (groups === undefined)
    throw new SandboxError('fault-spec', `Not a fault: ${text}`, {
      hint: 'Write name[=value][*times|*always][#nth][@[METHOD ]path], for example status=503*3@/deals.',
    });
  const { name = '', value, times = '1', from = '1', method, path } = groups;
  return {
    text,
    name,
    value,
    times: times === 'always' ? Infinity : Number(times),
    from: Number(from),
    method,
    path,
  };
}

/** Reads `200ms`, `2s` or a bare number of milliseconds. @throws SandboxError for anything else. */
export function parseDelayMs(value: string | undefined, otherwise: number): number {
  if (value === undefined || value === '') return otherwise;
  const match = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(value);
  if (match === null) throw new SandboxError('fault-value', `Not a time: ${value}`);
  return Number(match[1]) * (match[2] === 's' ? 1000 : 1);
}
