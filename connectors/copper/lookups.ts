import type { z } from 'zod';
import type { JsonValue, LookupRow, LookupSource, VendorSession } from '../../src/connector-kit/index.ts';
import { NamedList, UserList, type User } from './native-schema.ts';
import { paths } from './paths.ts';
import { pipelineRows, stageRows } from './pipelines.ts';
import { pageSize } from './reading/search.ts';

/** Names change without moving any opportunity's change time, so a table is not kept longer than this. */
const maxAgeMs = 60 * 60_000;

/** Reference tables, as https://developer.copper.com lists them (2026-11-22): small, complete, without paging but for users. */
export const lookups: Readonly<Record<string, LookupSource>> = {
  customerSources: wholeTable((session) => named(session, paths.customerSources)),
  lossReasons: wholeTable((session) => named(session, paths.lossReasons)),
  pipelines: wholeTable(pipelineRows),
  stages: wholeTable(stageRows),
  users: wholeTable(async (session) =>
    (await users(session)).map(({ id, name, email }) =>
      row(id, { name: name ?? null, email: email ?? null }),
    ),
  ),
};

function wholeTable(rows: (session: VendorSession) => Promise<readonly LookupRow[]>): LookupSource {
  return { load: 'all', maxAgeMs, rows };
}

function row(key: string, columns: Readonly<Record<string, JsonValue>>): LookupRow {
  return { key, columns };
}

function read<T>(session: VendorSession, path: string, schema: z.ZodType<T>): Promise<T> {
  return session.request({ method: 'GET', path }, schema);
}

async function named(session: VendorSession, path: string): Promise<LookupRow[]> {
  return (await read(session, path, NamedList)).map(({ id, name }) => row(id, { name: name ?? null }));
}

/** All users. Ends at a short page, and at one that brings nobody new: a vendor that ignores the page number would not end. */
async function users(session: VendorSession): Promise<User[]> {
  const found = new Map<string, User>();
  for (let page = 1; ; page += 1) {
    const body = { page_number: page, page_size: pageSize };
    const answer = await session.request(
      { method: 'POST', path: paths.users, body, readOnly: true },
      UserList,
    );
    const known = found.size;
    for (const user of answer) found.set(user.id, user);
    if (answer.length < pageSize || found.size === known) return [...found.values()];
  }
}
