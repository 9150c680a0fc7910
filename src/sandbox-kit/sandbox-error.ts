import { OpportuneError, type ErrorOptions } from '../model/error.ts';

/** A sandbox was used in a way it cannot serve; nothing the emulated vendor answers is one of these. */
export class SandboxError extends OpportuneError {
  readonly code: string;

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = `sandbox/${reason}`;
  }
}
