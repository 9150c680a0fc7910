import { lossReasons, pipelineWeights, priorities, sources, descriptions, tags } from './business-tables.ts';
import type { Priority } from './business-tables.ts';
import type { BusinessWorld } from './business-world.ts';
import { contactsPerCompany, marketOf } from './company-data.ts';
import { customValuesAt, type CustomValues } from './custom-values.ts';
import { amountText, dealCurrency } from './deal-amount.ts';
import { courseOf, type DealCourse } from './deal-course.ts';
import { occasions, products } from './name-tables.ts';

/** A deal as the people who work on it would tell it, before any vendor's words for it. */
export interface BusinessDeal extends DealCourse {
  readonly index: number;
  /** Undefined for a deal nobody named. */
  readonly title: string | undefined;
  /** Decimal text in the deal's currency; undefined where nobody entered an amount. */
  readonly amount: string | undefined;
  /** ISO 4217. */
  readonly currency: string;
  /** Position in `pipelineShapes`. */
  readonly pipeline: number;
  /** Index of the user who owns it; undefined where nobody does. */
  readonly owner: number | undefined;
  readonly creator: number;
  readonly company: number | undefined;
  /** Indexes of contacts, the most important first. */
  readonly contacts: readonly number[];
  /** Position in `sources`. */
  readonly source: number | undefined;
  /** Position in `lossReasons`; still there on a deal that was reopened. */
  readonly lossReason: number | undefined;
  /** Positions in `tags`, ascending. */
  readonly tags: readonly number[];
  readonly description: string | undefined;
  readonly priority: Priority | undefined;
  readonly custom: CustomValues;
  readonly activities: DealActivities;
  /** The lead this deal grew from, and when that lead came in. */
  readonly lead: { readonly createdMs: number } | undefined;
}

export interface DealActivities {
  readonly done: number;
  readonly planned: number;
  readonly emails: number;
  readonly notes: number;
  /** Last call, mail or meeting with the customer. */
  readonly lastContactedMs: number | undefined;
  readonly nextMs: number | undefined;
}

/** Makes the deal at an index; the same world and index give the same deal. */
export function businessDealAt(world: BusinessWorld, index: number): BusinessDeal {
  const { draws } = world;
  const pipeline = draws.weighted(index, 'pipeline', pipelineWeights);
  const course = courseOf(world, index, pipeline);
  const company = draws.chance(index, 'has-company', 0.9)
    ? draws.integer(index, 'company', 0, world.companies - 1)
    : undefined;
  const currency = dealCurrency(draws, index, company === undefined ? undefined : marketOf(draws, company));
  return {
    ...course,
    index,
    title: titleAt(world, index),
    amount: amountText(draws, index, currency),
    currency,
    pipeline,
    owner: draws.chance(index, 'has-owner', 0.93)
      ? draws.integer(index, 'owner', 0, world.users - 1)
      : undefined,
    creator: draws.integer(index, 'creator', 0, world.users - 1),
    company,
    contacts: contactsOf(world, index, company),
    source: draws.chance(index, 'has-source', 0.8)
      ? draws.integer(index, 'source', 0, sources.length - 1)
      : undefined,
    lossReason: lossReasonAt(world, index, course),
    tags: tags.flatMap((tag, position) => (draws.chance(index, `tag-${tag}`, 0.09) ? [position] : [])),
    description: draws.chance(index, 'has-description', 0.55)
      ? draws.pick(index, 'description', descriptions)
      : undefined,
    priority: draws.chance(index, 'has-priority', 0.6)
      ? draws.pick(index, 'priority', priorities)
      : undefined,
    custom: customValuesAt(world, index, course.createdMs),
    activities: activitiesAt(world, index, course),
    lead: draws.chance(index, 'has-lead', 0.2)
      ? { createdMs: course.createdMs - draws.integer(index, 'lead-age', 1, 5_000_000_000) }
      : undefined,
  };
}

function titleAt({ draws }: BusinessWorld, index: number): string | undefined {
  if (draws.chance(index, 'nameless', 0.012)) return undefined;
  const product = draws.pick(index, 'product', products);
  const title = `${product} – ${draws.pick(index, 'occasion', occasions)} #${index + 1}`;
  return draws.chance(index, 'padded-title', 0.01) ? `  ${title} ` : title;
}

function contactsOf(
  { draws, contacts }: BusinessWorld,
  index: number,
  company: number | undefined,
): number[] {
  const wanted = draws.weighted(index, 'contact-count', [20, 50, 18, 10, 2]);
  if (company === undefined) {
    const stranger = draws.integer(index, 'contact-stranger', 0, contacts - 1);
    return wanted === 0 ? [] : [stranger];
  }
  const first = company * contactsPerCompany;
  const colleagues = Array.from({ length: Math.min(wanted, contactsPerCompany) }, (_, at) => first + at);
  const outsider = (first + draws.integer(index, 'contact-outsider', 10, 90)) % contacts;
  return wanted > contactsPerCompany && !colleagues.includes(outsider)
    ? [...colleagues, outsider]
    : colleagues;
}

function lossReasonAt({ draws }: BusinessWorld, index: number, course: DealCourse): number | undefined {
  const told = course.outcome === 'lost' ? 0.85 : course.reopened ? 1 : 0;
  return draws.chance(index, 'has-loss-reason', told)
    ? draws.integer(index, 'loss-reason', 0, lossReasons.length - 1)
    : undefined;
}

function activitiesAt({ draws, startMs }: BusinessWorld, index: number, course: DealCourse): DealActivities {
  const done = draws.weighted(index, 'activities', [20, 15, 14, 12, 10, 8, 7, 6, 5, 3]);
  const open = course.outcome === 'open';
  const span = course.changedMs - course.createdMs;
  return {
    done,
    planned: open ? draws.integer(index, 'planned', 0, 2) : 0,
    emails: done === 0 ? 0 : draws.integer(index, 'emails', 0, 14),
    notes: draws.integer(index, 'notes', 0, 4),
    lastContactedMs:
      done === 0 ? undefined : course.createdMs + Math.floor(span * draws.unit(index, 'last-contacted')),
    nextMs:
      open && draws.chance(index, 'next', 0.4)
        ? startMs + draws.integer(index, 'next-in', 1, 2_000_000_000)
        : undefined,
  };
}
