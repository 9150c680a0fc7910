import { isJsonObject, Refused, type SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { companyNameOf, personNameOf } from '../seed/company-names.ts';
import type { RelatedItem } from './deal-state.ts';
import { missing, requestedDeal, type Endpoint } from '../endpoint.ts';
import { badId, badValue, notFoundShort, ok, refusal, refuseProblems, unrecognised } from '../errors.ts';
import { bodyOf, integerOf } from '../params.ts';

const kinds: Readonly<Record<string, RelatedItem['type']>> = {
  people: 'person',
  companies: 'company',
  tasks: 'task',
  projects: 'project',
};

/** People, companies, tasks and projects around an opportunity. https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22) */
export function relatedEndpoints(account: Account): readonly Endpoint[] {
  const path = '/opportunities/:id/related';
  return [
    {
      method: 'GET',
      path,
      handle: (request) => ok(requestedDeal(account, request).record.related.map(shown)),
    },
    {
      method: 'GET',
      path: `${path}/:kind`,
      handle: (request) => {
        const name = request.params['kind'] ?? '';
        const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
        if (kind === undefined) return notFoundShort;
        const { related } = requestedDeal(account, request).record;
        return ok(related.filter(({ type }) => type === kind).map(shown));
      },
    },
    {
      method: 'POST',
      path,
      handle: (request) => {
        const { id, record } = requestedDeal(account, request);
        const item = resourceOf(account, request);
        const isKnown = record.related.some((other) => isSame(other, item));
        // Relationships move no change time: they are not an attribute of the record.
        if (!isKnown)
          account.store.write(id, { ...record, related: [...record.related, item] }, { bump: false });
        return ok({ added: true, resource: shown(item) });
      },
    },
    {
      method: 'DELETE',
      path,
      handle: (request) => {
        const { id, record } = requestedDeal(account, request);
        const item = resourceOf(account, request);
        const others = record.related.filter((other) => !isSame(other, item));
        if (others.length === record.related.length)
          return refusal(422, 'Invalid request: Resources are not related');
        account.store.write(id, { ...record, related: others }, { bump: false });
        return ok({ removed: true, resource: shown(item) });
      },
    },
  ];
}

function shown({ id, type }: RelatedItem): { readonly id: number; readonly type: string } {
  return { id, type };
}

function isSame(a: RelatedItem, b: RelatedItem): boolean {
  return a.id === b.id && a.type === b.type;
}

function resourceOf(account: Account, request: SandboxRequest): RelatedItem {
  const { resource, ...rest } = bodyOf(request);
  refuseProblems(unrecognised(Object.keys(rest)));
  if (!isJsonObject(resource)) throw new Refused(refusal(422, 'Invalid input: Resource: is missing'));
  const { id: givenId = null, type: givenType = null, ...more } = resource;
  const type = Object.values(kinds).find((kind) => kind === givenType);
  const id = integerOf(givenId);
  refuseProblems([
    ...unrecognised(Object.keys(more)),
    ...(type === undefined ? [badValue('type', givenType)] : []),
    ...(id === undefined || id < 1 ? [badId('id', givenId)] : []),
  ]);
  const item = { id: id ?? 0, type: type ?? 'task' };
  if (!exists(account, item)) throw new Refused(missing(account));
  return item;
}

/** The sandbox has no tasks and no projects of its own, so any id passes for one. */
function exists(account: Account, { id, type }: RelatedItem): boolean {
  if (type === 'person') return personNameOf(account, id) !== undefined;
  return type !== 'company' || companyNameOf(account, id) !== undefined;
}
