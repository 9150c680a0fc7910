import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { badValue, type Problem } from '../errors.ts';
import { integerOf } from '../params.ts';
import type { DealState, LeadOrigin } from './deal-state.ts';

/** What an attribute becomes; undefined for a value that it never has. */
type Move = (value: JsonValue) => Partial<DealState> | undefined;

/** What no write can set, but the vendor's machinery moves. */
const moves: Readonly<Record<string, Move>> = {
  interaction_count: (value) => numberMoved(value, (interactionCount) => ({ interactionCount })),
  date_stage_changed: (value) => numberMoved(value, (stageChangedSeconds) => ({ stageChangedSeconds })),
  date_last_contacted: (value) =>
    value === null
      ? { lastContactedSeconds: null }
      : numberMoved(value, (lastContactedSeconds) => ({ lastContactedSeconds })),
  date_lead_created: (value) =>
    value === null
      ? { leadCreatedSeconds: null }
      : numberMoved(value, (leadCreatedSeconds) => ({ leadCreatedSeconds })),
  leads_converted_from: (value) => {
    const leads = Array.isArray(value) ? value.map(leadOf) : [undefined];
    const known = leads.filter((lead) => lead !== undefined);
    return known.length === leads.length ? { leads: known } : undefined;
  },
};

/** Changes without those of the vendor's machinery, and what these come to. */
export function movesOf(changes: JsonObject): {
  readonly own: JsonObject;
  readonly moved: Partial<DealState>;
  readonly problems: readonly Problem[];
} {
  const own = Object.fromEntries(Object.entries(changes).filter(([name]) => !Object.hasOwn(moves, name)));
  const moved: Partial<DealState> = {};
  const problems: Problem[] = [];
  for (const [name, move] of Object.entries(moves)) {
    const value = changes[name];
    if (value === undefined) continue;
    const part = move(value);
    if (part === undefined) problems.push(badValue(name, value));
    else Object.assign(moved, part);
  }
  return { own, moved, problems };
}

function numberMoved(
  value: JsonValue,
  set: (number: number) => Partial<DealState>,
): Partial<DealState> | undefined {
  const number = integerOf(value);
  return number === undefined || number < 0 ? undefined : set(number);
}

function leadOf(lead: JsonValue): LeadOrigin | undefined {
  if (!isJsonObject(lead)) return undefined;
  const leadId = integerOf(lead['lead_id']);
  const convertedSeconds = integerOf(lead['converted_timestamp']);
  return leadId === undefined || convertedSeconds === undefined ? undefined : { leadId, convertedSeconds };
}
