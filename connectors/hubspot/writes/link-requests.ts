import type { JsonObject, JsonValue, PlannedRequest } from '../../../src/connector-kit/index.ts';
import type { AssociatedObject } from '../reading/asked.ts';
import { labelSpec, labelsToFind } from '../label-types.ts';
import type { LabelledLink, LinkChanges } from './link-changes.ts';
import { linkPath, plainTypeIds, primaryTypeIds } from '../link-types.ts';
import type { Paths } from '../paths.ts';

/** Singular words for people. */
const words: Readonly<Record<AssociatedObject, string>> = {
  contacts: 'contact',
  companies: 'company',
  leads: 'lead',
};

/** The links of a new deal, which go into the body of its create. */
export function createLinks(changes: readonly LinkChanges[]): JsonObject[] {
  return changes.flatMap(({ object, added }) =>
    added.map(({ id, isPrimary, labels }) => ({
      to: { id },
      types: [...specs(object, isPrimary), ...labels.map((label) => labelSpec(object, label))],
    })),
  );
}

/** The labels among them whose numbers have to be asked. */
export function createdLabels(changes: readonly LinkChanges[]): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...changes.map(({ object, added }) =>
      labelsToFind(
        object,
        added.flatMap(({ labels }) => labels),
      ),
    ),
  ) as Record<string, string>;
}

/**
 * What changes the links of a deal that exists: a request for each link, since a batch that could do only some of it
 * would answer with a success. Links are added before others are taken away, so that a refused one leaves the deal
 * with those it had.
 */
export function linkRequests(
  id: string,
  changes: readonly LinkChanges[],
  paths: Paths,
): readonly PlannedRequest[] {
  return [
    ...changes.flatMap(({ object, added }) => added.map((link) => addition(id, object, link, paths))),
    ...changes.flatMap(({ object, promoted }) => promoted.map((toId) => promotion(id, object, toId, paths))),
    ...changes.flatMap(({ object, added, labelled }) =>
      [...added.flatMap(labelsOf), ...labelled].map((link) => labelling('add', id, object, link, paths)),
    ),
    ...changes.flatMap(({ object, unlabelled }) =>
      unlabelled.map((link) => labelling('remove', id, object, link, paths)),
    ),
    ...changes.flatMap(({ object, demoted }) => demoted.map((toId) => demotion(id, object, toId, paths))),
    ...changes.flatMap(({ object, removed }) => removed.map((toId) => removal(id, object, toId, paths))),
  ];
}

function addition(
  id: string,
  object: AssociatedObject,
  { id: toId, isPrimary }: LinkChanges['added'][number],
  paths: Paths,
): PlannedRequest {
  if (!isPrimary) {
    return {
      operationId: 'associations.create',
      method: 'PUT',
      path: paths.defaultLink(id, object, toId),
      about: linkPath(object),
      idempotent: true,
      summary: `adds ${words[object]} ${toId}`,
    };
  }
  return {
    operationId: 'associations.createPrimary',
    method: 'PUT',
    path: paths.link(id, object, toId),
    body: specs(object, true),
    about: linkPath(object),
    idempotent: true,
    summary: `adds ${words[object]} ${toId} as the primary one`,
  };
}

function labelsOf({ id, labels }: LinkChanges['added'][number]): LabelledLink[] {
  return labels.map((label) => ({ id, label }));
}

const labelCalls = {
  add: {
    operationId: 'associations.addLabel',
    path: 'addLabels',
    summary: (record: string, label: string) => `labels ${record} as ${label}`,
  },
  remove: {
    operationId: 'associations.removeLabel',
    path: 'removeLabels',
    summary: (record: string, label: string) => `takes the label ${label} from ${record}`,
  },
} as const;

/** Which number the account's label has is asked right before. */
function labelling(
  call: keyof typeof labelCalls,
  id: string,
  object: AssociatedObject,
  { id: toId, label }: LabelledLink,
  paths: Paths,
): PlannedRequest {
  const { operationId, path, summary } = labelCalls[call];
  return {
    operationId,
    method: 'POST',
    path: paths[path](object),
    body: labelInput(id, toId, [labelSpec(object, label)]),
    resolve: labelsToFind(object, [label]),
    about: linkPath(object),
    idempotent: true,
    summary: summary(`${words[object]} ${toId}`, label),
  };
}

/** A PUT would replace the labels that people gave to the link; this adds one to them. */
function promotion(id: string, object: AssociatedObject, toId: string, paths: Paths): PlannedRequest {
  return {
    operationId: 'associations.addLabel',
    method: 'POST',
    path: paths.addLabels(object),
    body: labelInput(id, toId, specs(object, true)),
    about: linkPath(object),
    idempotent: true,
    summary: `makes ${words[object]} ${toId} the primary one`,
  };
}

/** Only the label goes: archiving the plain type would take the whole link along. */
function demotion(id: string, object: AssociatedObject, toId: string, paths: Paths): PlannedRequest {
  return {
    operationId: 'associations.removeLabel',
    method: 'POST',
    path: paths.removeLabels(object),
    body: labelInput(id, toId, specs(object, true)),
    about: linkPath(object),
    idempotent: true,
    summary: `${words[object]} ${toId} is no longer the primary one`,
  };
}

function removal(id: string, object: AssociatedObject, toId: string, paths: Paths): PlannedRequest {
  return {
    operationId: 'associations.delete',
    method: 'DELETE',
    path: paths.link(id, object, toId),
    about: linkPath(object),
    idempotent: true,
    summary: `removes ${words[object]} ${toId}`,
  };
}

function labelInput(id: string, toId: string, types: readonly JsonObject[]): JsonValue {
  return { inputs: [{ from: { id }, to: { id: toId }, types: [...types] }] };
}

function specs(object: AssociatedObject, isPrimary: boolean): JsonObject[] {
  const associationTypeId = (isPrimary ? primaryTypeIds[object] : undefined) ?? plainTypeIds[object];
  return [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }];
}
