import { StoreError } from './store-error.ts';

/** Where a sync writes, read from text such as `sqlite:deals.db`. */
export type DestinationUrl =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'jsonl'; readonly file: string | undefined };

const forms = 'sqlite:FILE, jsonl:FILE or jsonl:- (standard output)';

/**
 * Reads the text after `--to`.
 *
 * @throws StoreError `bad-destination`, or `unsupported-destination` for PostgreSQL, which a later version brings.
 */
export function parseDestination(text: string): DestinationUrl {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? '' : text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  if (kind === 'postgres' || kind === 'postgresql') {
    // The text may hold a password: it stays out of the message.
    throw new StoreError('unsupported-destination', 'Writing to PostgreSQL comes with a later version.', {
      hint: `For now use ${forms}.`,
    });
  }
  if (kind === 'sqlite' && rest !== '') return { kind, file: rest };
  if (kind === 'jsonl' && rest !== '') return { kind, file: rest === '-' ? undefined : rest };
  throw new StoreError('bad-destination', 'This is not a destination.', { hint: `Write ${forms}.` });
}
