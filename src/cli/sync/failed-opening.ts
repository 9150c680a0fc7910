import { OpportuneError } from '../../model/error.ts';
import type { Instant } from '../../model/native-record.ts';
import { VendorError } from '../../connector-kit/vendor-error.ts';
import type { Invocation } from '../command.ts';
import { resolveConnection } from '../config/resolve-connection.ts';

/**
 * A connection that cannot even be opened (a mapping of one's own is checked against the account, which may refuse) is
 * a run that did not end well: noted in the database where there is one, for those who watch it.
 *
 * @returns when the vendor lets it go on, where it asked for a long pause. @throws the error otherwise
 */
export async function noteFailedOpening(
  invocation: Invocation,
  asked: string | undefined,
  error: unknown,
): Promise<{ readonly resumeAt: Instant | undefined }> {
  const { io } = invocation;
  if (!(error instanceof OpportuneError) || io.signal.aborted) throw error;
  const { suspensionOf } = await import('../../sync/suspension.ts');
  const suspension = suspensionOf(error, io.now());
  await note(invocation, asked, error, suspension ?? { status: 'failed' }).catch((reason: unknown) => {
    const why = reason instanceof Error ? reason.message : '';
    // What keeps the connection from being opened may leave no database to note it in: it is told once.
    if (why === error.message) return;
    invocation.terminal.note(`what went wrong could not be noted in the database: ${why}`);
  });
  if (suspension === undefined) throw error;
  return suspension;
}

async function note(
  invocation: Invocation,
  asked: string | undefined,
  error: OpportuneError,
  end: { readonly status: 'failed' | 'suspended'; readonly resumeAt?: Instant | undefined },
): Promise<void> {
  const { name, to, connector } = await resolveConnection(invocation, asked);
  const { openStore, parseDestination } = await import('../../store/index.ts');
  if (to === undefined || parseDestination(to).kind === 'jsonl') return;
  const store = await openStore(to, { mustExist: true });
  try {
    const { ticket, checkpoint } = await store.startRun({
      connection: name,
      connector,
      mappingHash: '',
      task: 'sync',
      leaseMs: 60_000,
      takeOver: false,
      deletion: 'soft',
    });
    await store.endRun(ticket, {
      ...end,
      requests: error instanceof VendorError ? (error.details.attempts ?? 0) : 0,
      watermark: checkpoint.watermark,
      ...(end.status === 'failed' ? { error: { code: error.code, message: error.message } } : {}),
    });
  } finally {
    await store.close();
  }
}
