import { OpportuneError } from '../model/error.ts';
import type { RunningSandbox, SandboxDefinition, SandboxOptions } from '../sandbox-kit/sandbox.ts';
import { RunError } from './cli-error.ts';

/** Starts emulated vendors side by side, on ports that follow each other; none stays up when one cannot start. */
export async function startSandboxes(
  definitions: readonly SandboxDefinition[],
  options: SandboxOptions,
): Promise<readonly RunningSandbox[]> {
  const { port = 0 } = options;
  const started = await Promise.allSettled(
    definitions.map((definition, index) =>
      definition.start({ ...options, port: port === 0 ? 0 : port + index }),
    ),
  );
  const running = started.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  const failed = started.find((one) => one.status === 'rejected');
  if (failed === undefined) return running;
  await Promise.all(running.map((one) => one.close()));
  throw startError(failed.reason);
}

function startError(reason: unknown): unknown {
  if (reason instanceof OpportuneError || !(reason instanceof Error && 'code' in reason)) return reason;
  return new RunError('sandbox-failed', `An emulated vendor could not start: ${reason.message}.`, {
    hint: 'Choose another --port, or leave it out to take a free one.',
    cause: reason,
  });
}
