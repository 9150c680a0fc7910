import { isJsonObject, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import { reject } from './checks/invalid-request.ts';
import { parseWholeSecond } from './wire-times.ts';

export type SortDirection = 'asc' | 'desc';

/** Where a page ended: the sort key and the id of its last record. */
export interface KeysetCursor {
  readonly field: string;
  readonly fieldValue: string | number;
  readonly sortDirection: SortDirection;
  readonly id: number;
}

/** Cursors name a place, not a snapshot; each is good for the parameters it was given out with. */
export interface CursorBook {
  issue(request: SandboxRequest, cursor: KeysetCursor): string;
  /** @throws Refused for a cursor of another list, another order or other parameters. */
  read(request: SandboxRequest, field: string, direction: SortDirection): KeysetCursor | undefined;
  /** What a last page carries: a null cursor, an empty object or nothing at all, in turn. */
  lastPage(): { readonly additional_data?: { readonly next_cursor?: null } };
}

/** Remembers which parameters each cursor belongs to; one it does not know is judged by its content. */
export function openCursors(): CursorBook {
  const bindings = new Map<string, Set<string>>();
  let lastPages = 0;
  return {
    issue(request, cursor) {
      const text = Buffer.from(JSON.stringify(cursor)).toString('base64url');
      const known = bindings.get(text) ?? new Set();
      bindings.set(text, known.add(bindingOf(request)));
      return text;
    },
    read(request, field, direction) {
      const text = request.query.get('cursor');
      if (text === null) return undefined;
      const cursor = parsed(text);
      const fits = cursor?.field === field && cursor.sortDirection === direction;
      const bound = bindings.get(text)?.has(bindingOf(request)) ?? true;
      return cursor !== undefined && fits && bound ? cursor : reject('cursor', 'Invalid cursor');
    },
    lastPage() {
      lastPages += 1;
      if (lastPages % 3 === 1) return { additional_data: { next_cursor: null } };
      return lastPages % 3 === 2 ? { additional_data: {} } : {};
    },
  };
}

/** The list and what was asked of it, apart from the place and the size of the page. */
function bindingOf({ path, query }: SandboxRequest): string {
  const asked = [...query].filter(([name]) => name !== 'cursor' && name !== 'limit' && name !== 'api_token');
  return `${path}?${new URLSearchParams(asked.toSorted(([a], [b]) => a.localeCompare(b)))}`;
}

function parsed(text: string): KeysetCursor | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!isJsonObject(value)) return undefined;
    const { field, fieldValue, sortDirection, id } = value;
    if (typeof field !== 'string' || typeof id !== 'number') return undefined;
    if (typeof fieldValue !== 'string' && typeof fieldValue !== 'number') return undefined;
    if (sortDirection !== 'asc' && sortDirection !== 'desc') return undefined;
    const cursor = { field, fieldValue, sortDirection, id } as const;
    return isPlace(cursor) ? cursor : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** True where a record with this key and this id could be the last of a page. */
function isPlace({ field, fieldValue, id }: KeysetCursor): boolean {
  if (!Number.isSafeInteger(id) || id < 1) return false;
  if (field === 'id') return fieldValue === id;
  return !field.endsWith('_time') || parseWholeSecond(String(fieldValue)) !== undefined;
}
