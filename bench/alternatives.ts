import { createRequire } from 'node:module';
import { z } from 'zod';

/** A HubSpot deal, as far as the alternatives read it. */
interface Deal {
  readonly id: string;
  readonly createdAt: string;
  readonly archived: boolean;
  readonly properties: Readonly<Record<string, string | null | undefined>>;
}

/**
 * Fields that all candidates produce and that are compared value by value before anything is timed. Ours computes
 * all fields of the model in the same time.
 */
export const comparedFields = [
  'id',
  'title',
  'description',
  'monetaryAmount',
  'winProbability',
  'pipelineId',
  'pipelineStageId',
  'ownerId',
  'priority',
  'status',
  'interactionCount',
  'dateLastContacted',
  'lastActivityAt',
  'createdAt',
  'deleted',
] as const;

// The libraries' own types do not compile under our settings, or do not exist: each is one function to us.
const require = createRequire(import.meta.url);
const AnyFunction = z.custom<(...args: unknown[]) => unknown>((value) => typeof value === 'function');
const jsonata = AnyFunction.parse(require('jsonata'));
const { morphism } = z.object({ morphism: AnyFunction }).parse(require('morphism'));
const objectMapper = AnyFunction.parse(require('object-mapper'));
const Expression = z.custom<{ evaluate(input: unknown): unknown }>((value) => typeof value === 'object');

const expression = Expression.parse(
  jsonata(`$map(results, function($d) {(
  $p := $d.properties;
  $text := function($v) { $v = null or $v = "" or $not($exists($v)) ? null : $v };
  $num := function($v) { $text($v) = null ? null : $number($v) };
  $time := function($v) { $text($v) = null ? null : $fromMillis($toMillis($v)) };
  {
    "id": $d.id,
    "title": $text($p.dealname) = null ? "" : $p.dealname,
    "description": $text($p.description),
    "monetaryAmount": $num($p.amount),
    "winProbability": $text($p.hs_deal_stage_probability) = null ? null : $round($number($p.hs_deal_stage_probability) * 100, 6),
    "pipelineId": $text($p.pipeline),
    "pipelineStageId": $text($p.dealstage),
    "ownerId": $text($p.hubspot_owner_id),
    "priority": $text($p.hs_priority) = null ? null : $lookup({"low": "Low", "medium": "Medium", "high": "High"}, $p.hs_priority),
    "status": $p.hs_is_closed_won = "true" ? "Won" : $p.hs_is_closed = "true" ? "Lost" : "Open",
    "interactionCount": $num($p.num_notes),
    "dateLastContacted": $time($p.notes_last_contacted),
    "lastActivityAt": $time($p.notes_last_updated),
    "createdAt": $time($d.createdAt),
    "deleted": $d.archived
  }
)})`),
);

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number | null {
  const found = text(value);
  return found === null ? null : Number(found);
}

function time(value: unknown): string | null {
  const found = text(value);
  return found === null ? null : new Date(found).toISOString();
}

function percent(value: unknown): number | null {
  const found = number(value);
  return found === null ? null : Math.round(found * 1e8) / 1e6;
}

const priorities: Readonly<Record<string, string>> = { low: 'Low', medium: 'Medium', high: 'High' };

function priority(value: unknown): string | null {
  const found = text(value);
  return found === null ? null : (priorities[found] ?? null);
}

function status({ properties }: Deal): string {
  if (properties['hs_is_closed_won'] === 'true') return 'Won';
  return properties['hs_is_closed'] === 'true' ? 'Lost' : 'Open';
}

const morphismSchema = {
  id: 'id',
  title: (deal: Deal) => text(deal.properties['dealname']) ?? '',
  description: { path: 'properties.description', fn: text },
  monetaryAmount: { path: 'properties.amount', fn: number },
  winProbability: { path: 'properties.hs_deal_stage_probability', fn: percent },
  pipelineId: { path: 'properties.pipeline', fn: text },
  pipelineStageId: { path: 'properties.dealstage', fn: text },
  ownerId: { path: 'properties.hubspot_owner_id', fn: text },
  priority: { path: 'properties.hs_priority', fn: priority },
  status,
  interactionCount: { path: 'properties.num_notes', fn: number },
  dateLastContacted: { path: 'properties.notes_last_contacted', fn: time },
  lastActivityAt: { path: 'properties.notes_last_updated', fn: time },
  createdAt: { path: 'createdAt', fn: time },
  deleted: 'archived',
};

const objectMapperSchema = {
  id: 'id',
  'properties.dealname': { key: 'title', transform: (value: unknown) => text(value) ?? '' },
  'properties.description': { key: 'description?', transform: text },
  'properties.amount': { key: 'monetaryAmount?', transform: number },
  'properties.hs_deal_stage_probability': { key: 'winProbability?', transform: percent },
  'properties.pipeline': { key: 'pipelineId?', transform: text },
  'properties.dealstage': { key: 'pipelineStageId?', transform: text },
  'properties.hubspot_owner_id': { key: 'ownerId?', transform: text },
  'properties.hs_priority': { key: 'priority?', transform: priority },
  'properties.hs_is_closed': { key: 'status', transform: (_value: unknown, deal: Deal) => status(deal) },
  'properties.num_notes': { key: 'interactionCount?', transform: number },
  'properties.notes_last_contacted': { key: 'dateLastContacted?', transform: time },
  'properties.notes_last_updated': { key: 'lastActivityAt?', transform: time },
  createdAt: { key: 'createdAt', transform: time },
  archived: 'deleted',
};

export interface Alternative {
  readonly name: string;
  /** How many times faster ours must be. */
  readonly aim: number;
  map(page: { readonly results: readonly unknown[] }): unknown;
}

export const alternatives: readonly Alternative[] = [
  { name: 'jsonata', aim: 25, map: (page) => expression.evaluate(page) },
  { name: 'morphism', aim: 10, map: (page) => morphism(morphismSchema, page.results) },
  {
    name: 'object-mapper',
    aim: 10,
    map: (page) => page.results.map((deal) => objectMapper(deal, objectMapperSchema)),
  },
];
