import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlRoutes } from '../../src/sandbox-kit/server/control-routes.ts';
import { openFaultList } from '../../src/sandbox-kit/faults/fault-list.ts';
import { controlPrefix } from '../../src/sandbox-kit/server/serve-request.ts';
import { root } from '../repository/source-files.ts';
import { runToy } from './toy-vendor.ts';

test('the guide names every route that controls a sandbox, and no other', async () => {
  const sandbox = await runToy();
  const routes = controlRoutes('toy', sandbox.control, {}, openFaultList({}));
  await sandbox.close();
  const guide = readFileSync(join(root, 'docs/sandbox.md'), 'utf8');
  const named = [...guide.matchAll(/^\| `((?:GET|POST) \/\S+)`/gm)].map(([, route]) => route);

  expect(named).toEqual(
    routes.map(({ method, pattern }) => `${method} ${pattern.slice(controlPrefix.length)}`),
  );
});
