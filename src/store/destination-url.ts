import { StoreError } from './store-error.ts';

/** Where a sync writes, read from text such as `sqlite:deals.db`. */
export type DestinationUrl =
  | { readonly kind: 'sqlite'; readonly file: string }
  /** May hold a password: not for any message. */
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'jsonl'; readonly file: string | undefined };

const forms = 'sqlite:FILE, postgres://…, jsonl:FILE or jsonl:- (standard output)';

/**
 * Reads the text after `--to`.
 *
 * @throws StoreError `bad-destination`
 */
export function parseDestination(text: string): DestinationUrl {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? '' : text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  if (kind === 'postgres' || kind === 'postgresql') return { kind: 'postgres', url: `${kind}:${rest}` };
  if (kind === 'sqlite' && rest !== '') return { kind, file: rest };
  if (kind === 'jsonl' && rest !== '') return { kind, file: rest === '-' ? undefined : rest };
  throw new StoreError('bad-destination', whyNot(text, kind), { hint: `Write ${forms}.` });
}

/** What follows the colon may hold a password, so that only a word in front of it is shown. */
function whyNot(text: string, kind: string): string {
  if (kind === 'sqlite' || kind === 'jsonl') return `The destination ${kind}: names no file.`;
  if (/^[a-z]{1,20}$/.test(kind)) return `There is no destination "${kind}:".`;
  return text === '' ? 'The destination is empty.' : 'The destination does not begin with its kind.';
}
