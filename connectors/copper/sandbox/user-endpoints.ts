import type { Account } from './account.ts';
import { missing, requestedId, requireViewer, type Endpoint } from './endpoint.ts';
import { ok, refuseProblems, type Problem } from './errors.ts';
import { pageOf, pagingOf } from './paging.ts';
import { paramsOf, unknownAttributes } from './params.ts';
import { userId, type User } from './seed/users.ts';
import type { WireObject } from './wire-json.ts';

const searchable: ReadonlySet<string> = new Set(['page_number', 'page_size']);

/** Users who can sign in. https://developer.copper.com/account-and-users/list-users.html (2026-11-22) */
export function userEndpoints(account: Account): readonly Endpoint[] {
  const { users } = account;
  return [
    {
      method: 'POST',
      path: '/users/search',
      handle: (request) => {
        const params = paramsOf(request);
        const problems: Problem[] = [...unknownAttributes(params, searchable)];
        const paging = pagingOf(params, problems);
        refuseProblems(problems);
        return ok(pageOf(users, paging).map(userWire), { 'X-PW-TOTAL': String(users.length) });
      },
    },
    {
      method: 'GET',
      path: '/users/me',
      handle: (request) => {
        const own = userId(requireViewer(account, request).user);
        const user = users.find(({ id }) => id === own);
        return user === undefined ? missing(account) : ok(userWire(user));
      },
    },
    {
      method: 'GET',
      path: '/users/:id',
      handle: (request) => {
        const wanted = requestedId(request);
        const user = users.find(({ id }) => id === wanted);
        return user === undefined ? missing(account) : ok(userWire(user));
      },
    },
  ];
}

function userWire({ id, name, email, groups }: User): WireObject {
  return { id, name, email, groups: groups.map((group) => ({ id: group.id, name: group.name })) };
}
