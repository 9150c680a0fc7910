import { z } from 'zod';
import type { JsonValue, NativeChange, PlannedRequest } from '../../../src/connector-kit/index.ts';
import { linkChanges } from './link-changes.ts';
import { createdLabels, createLinks, linkRequests } from './link-requests.ts';
import type { Paths } from '../paths.ts';
import { propertiesBody } from './written-properties.ts';

/** What the create of one deal sends: values and links in one request, so that there is all of it or nothing. */
export function createBody(change: NativeChange): { properties: JsonValue; associations?: JsonValue } {
  const links = createLinks(linkChanges(change));
  return {
    properties: propertiesBody(change),
    ...(links.length === 0 ? {} : { associations: links }),
  };
}

export function createDeal(change: NativeChange, paths: Paths): readonly PlannedRequest[] {
  const resolve = createdLabels(linkChanges(change));
  return [
    {
      operationId: 'deals.create',
      method: 'POST',
      path: paths.deals,
      body: createBody(change),
      ...(Object.keys(resolve).length === 0 ? {} : { resolve }),
      summary: 'creates the deal',
    },
  ];
}

/**
 * Values first: HubSpot checks them, and takes all or none of them, so that its likeliest refusal comes while nothing
 * has happened. Links follow, each alone.
 */
export function updateDeal(id: string, change: NativeChange, paths: Paths): readonly PlannedRequest[] {
  const properties = propertiesBody(change);
  const values = Object.keys(properties).length === 0 ? [] : [patchDeal(id, properties, paths)];
  return [...values, ...linkRequests(id, linkChanges(change), paths)];
}

export function patchDeal(id: string, properties: JsonValue, paths: Paths): PlannedRequest {
  return {
    operationId: 'deals.update',
    method: 'PATCH',
    path: paths.deal(id),
    body: { properties },
    idempotent: true,
    summary: `changes deal ${id}`,
  };
}

/** Moves the deal to the recycling bin, from which people can restore it for 90 days. */
export function deleteDeal(id: string, paths: Paths): readonly PlannedRequest[] {
  return [
    {
      operationId: 'deals.delete',
      method: 'DELETE',
      path: paths.deal(id),
      idempotent: true,
      summary: `archives deal ${id}`,
    },
  ];
}

const Created = z.looseObject({ id: z.string() });

/** @throws ZodError */
export function createdId(answer: JsonValue): string {
  return Created.parse(answer).id;
}
