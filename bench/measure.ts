/** One candidate of a comparison. Returns something, so that its work cannot be optimised away. */
export type Candidate = () => unknown;

export interface Measured {
  /** 20th percentile of the rounds, in nanoseconds per call. */
  readonly ns: number;
}

let sink: unknown;

/** The last result of any candidate; reading it keeps the results alive. */
export function lastResult(): unknown {
  return sink;
}

/**
 * Times candidates side by side: each round runs all of them once in turn, so that whatever else the machine does
 * falls on all alike. The 20th percentile leaves out what the machine disturbed and what was only lucky.
 */
export async function measure<Name extends string>(
  candidates: Readonly<Record<Name, Candidate>>,
  { rounds = 41, callsPerRound = 10, warmUp = 20 } = {},
): Promise<Record<Name, Measured>> {
  const names: Name[] = [];
  for (const name in candidates) names.push(name);
  for (let call = 0; call < warmUp; call += 1) for (const name of names) await run(candidates[name]);

  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const candidate = candidates[name];
      const started = process.hrtime.bigint();
      for (let call = 0; call < callsPerRound; call += 1) await run(candidate);
      times.get(name)?.push(Number(process.hrtime.bigint() - started) / callsPerRound);
    }
  }
  const entries = names.map((name) => [name, { ns: percentile(times.get(name) ?? [], 0.2) }] as const);
  return Object.fromEntries(entries) as Record<Name, Measured>;
}

async function run(candidate: Candidate): Promise<void> {
  sink = await candidate();
}

/** Bytes that one call allocates: the growth of the heap over many calls without a collection between them. */
export function allocatedPerCall(candidate: Candidate, calls = 20): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('run with --expose-gc');
  const samples: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let call = 0; call < calls; call += 1) sink = candidate();
    const grown = process.memoryUsage().heapUsed - before;
    if (grown > 0) samples.push(grown / calls);
  }
  return percentile(samples, 0.5);
}

function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
