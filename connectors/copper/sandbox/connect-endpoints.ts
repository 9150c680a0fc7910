import { inSlices, isJsonObject, Refused, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { personNameOf } from './seed/company-names.ts';
import type { ConnectLink, NumberedLink } from './connect-links.ts';
import { missing, requestedId, requireViewer, type Endpoint } from './endpoint.ts';
import { badId, badValue, blank, invalid, ok, refuseProblems, unrecognised, type Problem } from './errors.ts';
import { bodyOf, integerOf, unknownAttributes } from './params.ts';
import { visibleDeal, type Viewer } from './viewer.ts';
import type { WireObject } from './wire-json.ts';
import { unknownRecord } from './deals/write-values.ts';

/** The field of opportunities that links to people, and its mirror on people. */
const dealField = 380_011;
const personField = 380_012;

/** What an end of a link is called here; elsewhere a person is `person`. */
type Kind = 'opportunity' | 'people';

/** From where a link is looked at. */
interface Side {
  readonly field: number;
  readonly source: Kind;
  readonly target: Kind;
}

const sides: readonly Side[] = [
  { field: dealField, source: 'opportunity', target: 'people' },
  { field: personField, source: 'people', target: 'opportunity' },
];

/** Each link has an id for either side. */
const firstLink = 71_000;

const known = new Set(['custom_field_definition_id', 'source', 'target']);

/** Where the values of Connect fields are; the record itself shows an empty list. https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22) */
export function connectEndpoints(account: Account): readonly Endpoint[] {
  const { links } = account;
  return [
    { method: 'GET', path: '/related_links', handle: async (request) => ok(await linksOf(account, request)) },
    {
      method: 'POST',
      path: '/related_links',
      handle: (request) => {
        const viewer = requireViewer(account, request);
        const { side, link } = linkOf(account, viewer, request);
        return ok(linkWire(account, side, links.add(link)));
      },
    },
    {
      method: 'DELETE',
      path: '/related_links/:id',
      handle: (request) => {
        const link = links.find(Math.floor((requestedId(request) - firstLink) / sides.length));
        if (
          link === undefined ||
          visibleDeal(account, requireViewer(account, request), link.dealId) === undefined
        )
          return missing(account);
        links.remove(link.number);
        return ok({ ids: sides.map((side) => idOf(side, link)), is_deleted: true });
      },
    },
  ];
}

async function linksOf(account: Account, request: SandboxRequest): Promise<readonly WireObject[]> {
  const { query } = request;
  const viewer = requireViewer(account, request);
  const field = Number(query.get('custom_field_definition_id'));
  const side = sides.find((one) => one.field === field && one.source === query.get('source_type'));
  const id = Number(query.get('source_id'));
  if (side === undefined) return [];
  const found = side.source === 'opportunity' ? account.links.ofDeal(id) : await linksOfPerson(account, id);
  return found
    .filter(({ dealId }) => visibleDeal(account, viewer, dealId) !== undefined)
    .map((link) => linkWire(account, side, link));
}

/** Nothing leads from a person to the links: all of them are looked at. */
function linksOfPerson({ links }: Account, personId: number): Promise<readonly NumberedLink[]> {
  return inSlices(
    function* () {
      const found: NumberedLink[] = [];
      for (const link of links.all()) {
        yield;
        if (link.personId === personId) found.push(link);
      }
      return found;
    },
    () => false,
  );
}

function linkOf(
  account: Account,
  viewer: Viewer,
  request: SandboxRequest,
): { readonly side: Side; readonly link: ConnectLink } {
  const body = bodyOf(request);
  const problems: Problem[] = [...unknownAttributes(body, known)];
  const field = body['custom_field_definition_id'] ?? null;
  const side = sides.find((one) => one.field === integerOf(field));
  if (side === undefined)
    throw new Refused(invalid([...problems, badId('custom_field_definition_id', field)]));
  const idOfEnd = (name: 'source' | 'target'): number => {
    const end = body[name] ?? null;
    if (!isJsonObject(end)) {
      problems.push(end === null ? blank(name) : badValue(name, end));
      return 0;
    }
    const { id = null, entity_type: type = null, ...rest } = end;
    // An answer's own end may be sent back: it bears a name.
    problems.push(...unrecognised(Object.keys(rest).filter((key) => key !== 'name')));
    if (type !== side[name]) problems.push(badValue(`${name}_type`, type));
    const number = integerOf(id) ?? 0;
    if (number < 1) problems.push(badId(name, id));
    else if (!exists(account, viewer, side[name], number)) problems.push(unknownRecord(name, number).problem);
    return number;
  };
  const [source, target] = [idOfEnd('source'), idOfEnd('target')];
  refuseProblems(problems);
  const isFromDeal = side.source === 'opportunity';
  return {
    side,
    link: isFromDeal ? { dealId: source, personId: target } : { dealId: target, personId: source },
  };
}

function exists(account: Account, viewer: Viewer, kind: Kind, id: number): boolean {
  if (kind === 'opportunity') return visibleDeal(account, viewer, id) !== undefined;
  return personNameOf(account, id) !== undefined;
}

function linkWire(account: Account, side: Side, link: NumberedLink): WireObject {
  const ends: Readonly<Record<Kind, WireObject>> = {
    opportunity: {
      id: link.dealId,
      entity_type: 'opportunity',
      name: account.store.find(link.dealId)?.record.name ?? null,
    },
    people: {
      id: link.personId,
      entity_type: 'people',
      name: personNameOf(account, link.personId) ?? null,
    },
  };
  return {
    id: idOf(side, link),
    custom_field_definition_id: side.field,
    source: ends[side.source],
    target: ends[side.target],
  };
}

function idOf(side: Side, { number }: NumberedLink): number {
  return firstLink + number * sides.length + sides.indexOf(side);
}
