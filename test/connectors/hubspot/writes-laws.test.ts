import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/connector-kit/index.ts';
import type { MappedWrite } from '../../../src/mapping/mapping-types.ts';
import { anyInput, type World } from './any-input.ts';
import { openWrittenAccount, type WrittenAccount } from './written-account.ts';
test('probe', async () => {
  const account = await openWrittenAccount();
  const world: World = {
    lookups: account.lookups,
    catalogue: account.catalogue,
    contacts: await account.ids('contacts'),
    companies: await account.ids('companies'),
    leads: await account.ids('leads'),
  };
  const bound = account.bind('Europe/Berlin');
  const inputs = fc.sample(anyInput(world), { seed: 5, numRuns: 400 });
  let id: string | undefined;
  const codes: Record<string, number> = {};
  const problems: unknown[] = [];
  let sent = 0;
  const t0 = performance.now();
  for (const [index, input] of inputs.entries()) {
    const current = id === undefined ? undefined : await account.native(id);
    const full = current === undefined ? { title: 'x', ...input } : input;
    const w = bound.write(full, current);
    for (const i of w.issues)
      codes[`${i.field.replace(/\[.*/, '')} ${i.code}`] =
        (codes[`${i.field.replace(/\[.*/, '')} ${i.code}`] ?? 0) + 1;
    if (w.issues.some((i) => i.severity === 'error')) {
      if (problems.length < 0) problems.push(w.issues);
      continue;
    }
    sent++;
    try {
      id = await account.carryOut(w, current);
    } catch (e) {
      problems.push({
        input: full,
        error: (e as any).message,
        details: (e as any).details,
        patch: w.patch,
        before: current?.['properties'],
      });
      continue;
    }
    const after = await account.native(id);
    const again = bound.write(full, after);
    if (Object.keys(again.patch).length > 0 || again.issues.length > 0)
      problems.push({ input: full, again: again.patch, issues: again.issues });
    if (index % 7 === 6) id = undefined;
  }
  console.log(codes, sent, performance.now() - t0);
  console.dir(problems.slice(0, 6), { depth: 8 });
  console.log(problems.length);
  await account.close();
}, 60000);
