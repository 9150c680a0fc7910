import {
  amountText,
  businessDealAt,
  courseOf,
  dealCurrency,
  marketOf,
  occasions,
  pipelineWeights,
  products,
  type BusinessDeal,
  type BusinessWorld,
  type CustomValues,
  type DealActivities,
  type DealCourse,
} from '../../../../src/sandbox-kit/index.ts';

/**
 * The kit's deal, made piece by piece: what searches of the whole account read most often comes without the rest.
 * Each piece must be the one `businessDealAt` gives; a test compares them.
 */
export class LazyDeal implements BusinessDeal {
  readonly index: number;
  readonly #world: BusinessWorld;
  #known: BusinessDeal | undefined;
  #knownCourse: DealCourse | undefined;

  constructor(world: BusinessWorld, index: number) {
    this.#world = world;
    this.index = index;
  }

  get title(): string | undefined {
    const { draws } = this.#world;
    const { index } = this;
    if (draws.chance(index, 'nameless', 0.012)) return undefined;
    const title = `${draws.pick(index, 'product', products)} – ${draws.pick(index, 'occasion', occasions)} #${index + 1}`;
    return draws.chance(index, 'padded-title', 0.01) ? `  ${title} ` : title;
  }

  get company(): number | undefined {
    const { draws, companies } = this.#world;
    return draws.chance(this.index, 'has-company', 0.9)
      ? draws.integer(this.index, 'company', 0, companies - 1)
      : undefined;
  }

  get currency(): string {
    const { draws } = this.#world;
    const { company } = this;
    return dealCurrency(draws, this.index, company === undefined ? undefined : marketOf(draws, company));
  }

  get amount(): string | undefined {
    return amountText(this.#world.draws, this.index, this.currency);
  }

  get pipeline(): number {
    return this.#world.draws.weighted(this.index, 'pipeline', pipelineWeights);
  }

  get owner(): number | undefined {
    const { draws, users } = this.#world;
    return draws.chance(this.index, 'has-owner', 0.93)
      ? draws.integer(this.index, 'owner', 0, users - 1)
      : undefined;
  }

  get creator(): number {
    return this.#world.draws.integer(this.index, 'creator', 0, this.#world.users - 1);
  }

  get lead(): BusinessDeal['lead'] {
    const { draws, calendar } = this.#world;
    return draws.chance(this.index, 'has-lead', 0.2)
      ? {
          createdMs: calendar.createdMs(this.index) - draws.integer(this.index, 'lead-age', 1, 5_000_000_000),
        }
      : undefined;
  }

  get outcome(): DealCourse['outcome'] {
    return this.#course.outcome;
  }

  get stage(): number | undefined {
    return this.#course.stage;
  }

  get stageEntries(): DealCourse['stageEntries'] {
    return this.#course.stageEntries;
  }

  get createdMs(): number {
    return this.#world.calendar.createdMs(this.index);
  }

  get changedMs(): number {
    return this.#world.calendar.changedMs(this.index);
  }

  get stageChangedMs(): number | undefined {
    return this.#course.stageChangedMs;
  }

  get closedMs(): number | undefined {
    return this.#course.closedMs;
  }

  get expectedCloseMs(): number | undefined {
    return this.#course.expectedCloseMs;
  }

  get reopened(): boolean {
    return this.#course.reopened;
  }

  get contacts(): readonly number[] {
    return this.#whole.contacts;
  }

  get source(): number | undefined {
    return this.#whole.source;
  }

  get lossReason(): number | undefined {
    return this.#whole.lossReason;
  }

  get tags(): readonly number[] {
    return this.#whole.tags;
  }

  get description(): string | undefined {
    return this.#whole.description;
  }

  get priority(): BusinessDeal['priority'] {
    return this.#whole.priority;
  }

  get custom(): CustomValues {
    return this.#whole.custom;
  }

  get activities(): DealActivities {
    return this.#whole.activities;
  }

  get #course(): DealCourse {
    this.#knownCourse ??= courseOf(this.#world, this.index, this.pipeline);
    return this.#knownCourse;
  }

  get #whole(): BusinessDeal {
    this.#known ??= businessDealAt(this.#world, this.index);
    return this.#known;
  }
}
