/** What a window holds at one moment. */
export interface WindowState {
  readonly used: number;
  readonly remaining: number;
  /** Milliseconds until the oldest arrival leaves the window; 0 where it is empty. */
  readonly freeInMs: number;
}

export interface WindowOptions {
  readonly limit: number;
  readonly perMs: number;
  /** False counts without refusing. @default true */
  readonly enforce?: boolean;
  /** True where the vendor counts a refused request like any other. @default false */
  readonly countRefused?: boolean;
}

/** An exact rolling window: at any moment, the cost that arrived in the last `perMs` milliseconds. */
export interface RollingWindow {
  readonly limit: number;
  readonly perMs: number;
  /** Highest cost ever held at once, refused requests apart unless the vendor counts them. */
  readonly peak: number;
  /** How many arrivals were refused. */
  readonly refused: number;
  /** Takes an arrival in, or refuses it where it would exceed the limit. */
  admit(nowMs: number, cost?: number): boolean;
  state(nowMs: number): WindowState;
}

/** Opens an empty rolling window. Two arrivals exactly `perMs` apart do not share a window. */
export function openWindow(options: WindowOptions): RollingWindow {
  return new ExactWindow(options);
}

class ExactWindow implements RollingWindow {
  readonly limit: number;
  readonly perMs: number;
  readonly #enforce: boolean;
  readonly #countRefused: boolean;
  #arrivals: { readonly atMs: number; readonly cost: number }[] = [];
  /** Position of the oldest arrival that still counts. */
  #first = 0;
  #used = 0;
  #peak = 0;
  #refused = 0;

  constructor({ limit, perMs, enforce = true, countRefused = false }: WindowOptions) {
    this.limit = limit;
    this.perMs = perMs;
    this.#enforce = enforce;
    this.#countRefused = countRefused;
  }

  get peak(): number {
    return this.#peak;
  }

  get refused(): number {
    return this.#refused;
  }

  admit(nowMs: number, cost = 1): boolean {
    this.#expire(nowMs);
    const fits = !this.#enforce || this.#used + cost <= this.limit;
    if (!fits) this.#refused += 1;
    if (fits || this.#countRefused) {
      this.#arrivals.push({ atMs: nowMs, cost });
      this.#used += cost;
      this.#peak = Math.max(this.#peak, this.#used);
    }
    return fits;
  }

  state(nowMs: number): WindowState {
    this.#expire(nowMs);
    const oldest = this.#arrivals[this.#first];
    const freeInMs = oldest === undefined ? 0 : oldest.atMs + this.perMs - nowMs;
    return { used: this.#used, remaining: Math.max(0, this.limit - this.#used), freeInMs };
  }

  #expire(nowMs: number): void {
    for (
      let oldest = this.#arrivals[this.#first];
      oldest !== undefined;
      oldest = this.#arrivals[this.#first]
    ) {
      if (oldest.atMs > nowMs - this.perMs) break;
      this.#used -= oldest.cost;
      this.#first += 1;
    }
    // Dropping one by one would move the rest of the list each time.
    if (this.#first > 1024) {
      this.#arrivals = this.#arrivals.slice(this.#first);
      this.#first = 0;
    }
  }
}
