import { z } from 'zod';
import type {
  BatchOutcome,
  BatchWrite,
  NativeChange,
  PlannedRequest,
  WriteCall,
  WriteOperations,
} from '../../../src/connector-kit/index.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';

const Id = z.object({ id: z.string() });
const docsUrl = 'https://paper.example/docs';

function contactsOf(body: JsonObject | undefined): readonly string[] {
  return z.array(z.string()).parse(body?.['contacts'] ?? []);
}

function deal({ patch }: NativeChange): JsonObject {
  const { contacts: _separate, ...rest } = patch;
  return rest;
}

function contactRequests(id: string, { patch, current }: NativeChange): PlannedRequest[] {
  if (patch['contacts'] === undefined) return [];
  const before = contactsOf(current);
  const after = contactsOf(patch);
  const path = (contact: string): string => `/deals/${id}/contacts/${contact}`;
  return [
    ...after
      .filter((contact) => !before.includes(contact))
      .map((contact): PlannedRequest => {
        const summary = `adds contact ${contact}`;
        return { operationId: 'deals.link', method: 'PUT', path: path(contact), idempotent: true, summary };
      }),
    ...before
      .filter((contact) => !after.includes(contact))
      .map((contact): PlannedRequest => {
        const summary = `removes contact ${contact}`;
        return { operationId: 'deals.unlink', method: 'DELETE', path: path(contact), summary };
      }),
  ];
}

const Results = z.array(
  z.object({ id: z.string().optional(), failure: z.string().optional(), missing: z.boolean().optional() }),
);

function batchOf(call: WriteCall): BatchWrite {
  return {
    operationId: `deals.batch`,
    max: 4,
    allOrNothing: true,
    takes: ({ change }) => change.patch['contacts'] === undefined,
    plan: (items) => ({
      operationId: `deals.batch`,
      method: 'POST',
      path: '/deals/batch',
      summary: `${call}s ${items.length} deals`,
      body: {
        call,
        items: items.map(({ id, change }) => ({ ...(id === undefined ? {} : { id }), deal: deal(change) })),
      },
    }),
    outcomes: (answer) =>
      Results.parse(answer).map(({ id, failure, missing }): BatchOutcome => {
        if (missing === true) return { failure: { errorClass: 'not-found', message: 'no such deal' } };
        if (failure !== undefined) {
          return {
            failure: { message: failure, fields: [{ field: 'title', message: failure }], status: 400 },
          };
        }
        return id === undefined ? { unknown: 'the answer says nothing of it' } : { id };
      }),
  };
}

/** How the vendor of these tests is written to: contacts are requests of their own. */
export const paperWrites: WriteOperations = {
  operations: [
    { id: 'deals.create', calls: ['create'], request: 'POST /deals', docsUrl },
    { id: 'deals.update', calls: ['update'], request: 'PATCH /deals/{id}', docsUrl },
    { id: 'deals.delete', calls: ['delete'], request: 'DELETE /deals/{id}', docsUrl },
    { id: 'deals.link', calls: ['create', 'update'], request: 'PUT /deals/{id}/contacts/{contact}', docsUrl },
    { id: 'deals.unlink', calls: ['update'], request: 'DELETE /deals/{id}/contacts/{contact}', docsUrl },
    { id: 'deals.upsert', calls: ['create', 'update'], request: 'POST /deals/upsert', docsUrl },
    { id: 'deals.batch', calls: ['create', 'update', 'delete'], request: 'POST /deals/batch', docsUrl },
  ],
  create: (change) => [
    {
      operationId: 'deals.create',
      method: 'POST',
      path: '/deals',
      body: deal(change),
      summary: 'creates the deal',
    },
    ...contactRequests('{id}', change),
  ],
  update: (id, change) => {
    const body = deal(change);
    const own = Object.keys(body).length === 0 ? [] : [patchRequest(id, body)];
    return [...own, ...contactRequests(id, change)];
  },
  bareUpdate: (id) => patchRequest(id, {}),
  delete: (id) => [
    { operationId: 'deals.delete', method: 'DELETE', path: `/deals/${id}`, summary: `deletes deal ${id}` },
  ],
  createdId: (answer) => Id.parse(answer).id,
  batch: {
    create: batchOf('create'),
    update: batchOf('update'),
    delete: batchOf('delete'),
    upsert: {
      ...batchOf('create'),
      operationId: 'deals.upsert',
      plan: (items) => ({
        operationId: 'deals.upsert',
        method: 'POST',
        path: '/deals/upserts',
        body: { items: items.map(({ key, change }) => ({ key: key?.value ?? null, deal: deal(change) })) },
        summary: `creates or updates ${items.length} deals`,
      }),
      outcomes: (answer) =>
        z
          .array(
            z.object({
              id: z.string().optional(),
              created: z.boolean().optional(),
              failure: z.string().optional(),
            }),
          )
          .parse(answer)
          .map(({ id, created = true, failure }): BatchOutcome => {
            if (failure !== undefined) return { failure: { message: failure, status: 400 } };
            return id === undefined ? { unknown: 'the answer says nothing of it' } : { id, created };
          }),
    },
  },
  upsert: {
    operationId: 'deals.upsert',
    takes: ({ patch: sent }) => sent['contacts'] === undefined,
    plan: ({ field: key, value }, change) => ({
      operationId: 'deals.upsert',
      method: 'POST',
      path: '/deals/upsert',
      body: { key, value, deal: deal(change) },
      summary: `creates or updates the deal with this ${key}`,
    }),
    record: { at: ['deal'], members: ['title', 'amount', 'stage', 'color', 'fields'] },
    outcome: (answer: JsonValue) => z.object({ id: z.string(), created: z.boolean() }).parse(answer),
  },
  find: (session, { field, value }) =>
    session.request(
      { method: 'GET', path: '/find', query: { field, value: String(value) } },
      z.array(z.string()),
    ),
};

function patchRequest(id: string, body: JsonObject): PlannedRequest {
  return {
    operationId: 'deals.update',
    method: 'PATCH',
    path: `/deals/${id}`,
    body,
    summary: `changes deal ${id}`,
  };
}
