import type { VendorRequest } from '../../connector-kit/vendor-request.ts';
import { hasNeverLeft, type AccountLimiter } from './account-limiter.ts';
import type { Caller } from './admission.ts';
import type { Clock } from '../clock.ts';
import type { BudgetUsage } from '../session-options.ts';
import type { Answer } from '../transport.ts';
import type { WindowGate } from './window-gate.ts';

export interface LimiterOptions extends Caller {
  readonly clock: Clock;
  /** What the account's other sessions pass as well. */
  readonly account: AccountLimiter;
  /** Called when the session is over. @default nothing */
  readonly onClose?: () => void;
}

interface Drawn {
  spent: number;
  peakShare: number;
}

/** One session's way through the limits of its account: keeps account of what this session drew. */
export class Limiter {
  readonly #clock: Clock;
  readonly #account: AccountLimiter;
  readonly #caller: Caller;
  readonly #drawn = new Map<WindowGate, Drawn>();
  #onClose: (() => void) | undefined;

  constructor({ clock, account, signal, maxWaitMs, onClose }: LimiterOptions) {
    this.#clock = clock;
    this.#account = account;
    this.#caller = { signal, maxWaitMs };
    this.#onClose = onClose;
  }

  /** Sends as soon as every budget of the request allows it, and keeps account of it. The signal ends the wait. */
  async schedule(
    request: VendorRequest,
    send: () => Promise<Answer>,
    signal = this.#caller.signal,
  ): Promise<Answer> {
    const caller = { ...this.#caller, signal };
    const draws = new Map<WindowGate, number>();
    try {
      return await this.#account.schedule(request, send, caller, (window, drawn) => {
        draws.set(window, drawn);
        this.#note(window, drawn);
      });
    } catch (error) {
      if (hasNeverLeft(error)) for (const [window, drawn] of draws) this.#note(window, -drawn);
      throw error;
    }
  }

  /** The vendor said 429: nobody of the account is sent before `untilMs`, by the monotonic clock. */
  pause(request: VendorRequest, untilMs: number): void {
    this.#account.pause(request, untilMs);
  }

  usage(): readonly BudgetUsage[] {
    const nowMs = this.#clock.monotonic();
    return this.#account.lines.map(({ window }) => ({
      ...window.usage(nowMs),
      ...this.#drawnFrom(window),
    }));
  }

  /** After the session's signal has aborted, which ends what still waits. */
  close(): void {
    this.#onClose?.();
    this.#onClose = undefined;
  }

  #note(window: WindowGate, drawn: number): void {
    const { share } = window.usage(this.#clock.monotonic());
    const { spent, peakShare } = this.#drawnFrom(window);
    this.#drawn.set(window, { spent: spent + drawn, peakShare: Math.max(peakShare, share) });
  }

  #drawnFrom(window: WindowGate): Drawn {
    return this.#drawn.get(window) ?? { spent: 0, peakShare: 0 };
  }
}
