import { OpportuneError } from '../model/error.ts';

/** Options or credentials that no session can be opened with. */
export class SessionOptionsError extends OpportuneError {
  override readonly code = 'session-options';
}

/** A request on a session that was closed. */
export class SessionClosedError extends OpportuneError {
  override readonly code = 'session-closed';
}
