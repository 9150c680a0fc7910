import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type NativeChange,
  type PlannedRequest,
} from '../../../src/connector-kit/index.ts';
import { paths } from '../paths.ts';

/**
 * Persons join and leave a deal one by one, and only version 1 lets them:
 * https://developers.pipedrive.com/docs/api/v1/Deals#addDealParticipant (November 2026).
 *
 * The primary person is a participant as long as the deal names them. Whether the one before stays as one is not
 * documented, so what is planned for that person asks first.
 *
 * @param id Of the deal, or `{id}`.
 */
export function participantRequests(id: string, { patch, current }: NativeChange): readonly PlannedRequest[] {
  if (patch['participants'] === undefined) return [];
  const wanted = personsOf(patch);
  const [former, primary] = [primaryOf(current), primaryOf({ ...current, ...patch })];
  const before = new Set([...personsOf(current), ...(former === undefined ? [] : [former])]);
  const others = wanted.filter((person) => person !== primary);
  return [
    ...others.filter((person) => !before.has(person)).map((person) => adding(id, person)),
    ...others.filter((person) => person === former).map((person) => keeping(id, person)),
    ...[...before]
      .filter((person) => person !== primary && !wanted.includes(person))
      .map((person) => removing(id, person)),
  ];
}

function adding(id: string, person: string): PlannedRequest {
  return {
    operationId: 'deals.addParticipant',
    method: 'POST',
    path: paths.participants(id),
    body: { person_id: Number(person) },
    about: 'participants[].person_id',
    summary: `adds person ${person}`,
  };
}

function keeping(id: string, person: string): PlannedRequest {
  return {
    ...adding(id, person),
    resolve: { person },
    summary: `keeps person ${person}, who was the primary one`,
  };
}

function removing(id: string, person: string): PlannedRequest {
  return {
    operationId: 'deals.removeParticipant',
    method: 'DELETE',
    path: `${paths.participants(id)}/{link}`,
    resolve: { person },
    about: 'participants[].person_id',
    summary: `removes person ${person}`,
  };
}

function personsOf(deal: JsonObject | undefined): readonly string[] {
  const list = deal?.['participants'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: JsonValue) => (isJsonObject(item) ? (idOf(item['person_id']) ?? []) : []));
}

function primaryOf(deal: JsonObject | undefined): string | undefined {
  return idOf(deal?.['person_id']);
}

function idOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}
