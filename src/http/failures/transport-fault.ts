import { isAxiosError, type AxiosError } from 'axios';
import { plainHeaders } from '../response-headers.ts';

/** What may be known of an error's cause: nothing in it holds a request. */
export interface FaultCause {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}

/** An attempt that brought no whole answer. Stays inside this folder. */
export class TransportFault extends Error {
  readonly kind:
    'unreachable' | 'interrupted' | 'late' | 'answer-too-large' | 'body-too-large' | 'refused-header';
  readonly origin: FaultCause;
  /** The vendor's status line and headers, where they came before the fault. */
  readonly head: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | undefined;

  constructor(kind: TransportFault['kind'], origin: FaultCause, head?: TransportFault['head']) {
    super(origin.message);
    this.name = 'TransportFault';
    this.kind = kind;
    this.origin = origin;
    this.head = head;
  }
}

/** Failures of these calls come before the first byte of a request. */
const callsBeforeSending = new Set(['connect', 'getaddrinfo']);

/** Reads what the HTTP library threw; a `late` fault is told by the caller's own deadline. */
export function readFault(error: unknown, isLate: boolean, attemptMs: number): TransportFault {
  if (isLate) {
    const message = `no whole answer within ${attemptMs} ms`;
    return new TransportFault('late', { name: 'TimeoutError', code: 'ETIMEDOUT', message });
  }
  const origin = causeOf(error);
  if (isAxiosError(error)) return new TransportFault(kindOf(error), origin, headOf(error));
  if (origin.code === 'ERR_INVALID_CHAR') return new TransportFault('refused-header', origin);
  throw error;
}

function kindOf(error: AxiosError): TransportFault['kind'] {
  if (error.message.startsWith('maxContentLength')) return 'answer-too-large';
  if (error.message.includes('maxBodyLength')) return 'body-too-large';
  if (error.code === 'ERR_INVALID_CHAR') return 'refused-header';
  const { cause } = error;
  return callsBeforeSending.has(syscallOf(cause) ?? syscallOf(error) ?? '') ? 'unreachable' : 'interrupted';
}

function syscallOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('syscall' in error && typeof error.syscall === 'string') return error.syscall;
  // Several addresses tried in vain: https://nodejs.org/api/net.html#socketconnectoptions-connectlistener
  return error instanceof AggregateError ? syscallOf(error.errors[0]) : undefined;
}

function headOf({ response }: AxiosError): TransportFault['head'] {
  return response === undefined
    ? undefined
    : { status: response.status, headers: plainHeaders(response.headers) };
}

function causeOf(error: unknown): FaultCause {
  if (!(error instanceof Error)) return { name: 'Error', code: undefined, message: 'not an error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name: error.name, code, message: error.message };
}
