import { bundledConnector } from '../../../../src/bundled.ts';
import type { WriteOperation } from '../../../../src/connector-kit/index.ts';
import type { SeenRequest } from '../../../../src/sandbox-kit/index.ts';
import type { EmulatedName } from '../../../support/emulated-vendor.ts';

const met = new Map<EmulatedName, Set<string>>();

/** All that the connector says it can send when it writes. */
export function operationsOf(id: EmulatedName): readonly WriteOperation[] {
  return bundledConnector(id).resources['opportunity']?.writes?.operations ?? [];
}

/** Takes note that this request was made to fail. @throws Error where the connector does not say that it sends it. */
export function noteFault(id: EmulatedName, { method, path }: SeenRequest): void {
  const operation = operationsOf(id).find(({ request }) => isOne(request, method, path));
  if (operation === undefined) throw new Error(`${id} sends ${method} ${path}, which is no operation of it`);
  const own = met.get(id) ?? new Set();
  met.set(id, own.add(operation.id));
}

/** Ids of operations that no test of this process has made fail so far. */
export function neverFailed(id: EmulatedName): readonly string[] {
  return operationsOf(id)
    .map((operation) => operation.id)
    .filter((name) => met.get(id)?.has(name) !== true);
}

/** True for a request of a form such as `PUT /deals/{id}`; before the path may stand that of a base URL. */
function isOne(form: string, method: string, path: string): boolean {
  const [formMethod, formPath = ''] = form.split(' ');
  const wanted = formPath.split('/').slice(1);
  const found = path.split('/').slice(-wanted.length);
  return (
    method === formMethod &&
    wanted.length === found.length &&
    wanted.every((part, index) => part.startsWith('{') || part === found[index])
  );
}
