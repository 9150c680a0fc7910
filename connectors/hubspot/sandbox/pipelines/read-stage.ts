import { isJsonObject, Refused, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { scalarText } from '../deals/requested.ts';
import { invalid, refusal, unreadable } from '../errors.ts';
import type { Stage } from '../seed/pipelines.ts';

// What is refused here was observed by others: https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md
// (2026-10-05). Where it quotes no more than a few words, the rest of the message is ours.

const longestStageId = 100;

/**
 * A stage as a request makes it, or what is there with the members that the request has.
 *
 * @param makeId For a stage that is given no id.
 * @throws Refused
 */
export function readStage(body: JsonObject, before: Stage | undefined, makeId: () => string): Stage {
  const probability = probabilityOf(body['metadata'], before);
  return {
    id: before?.id ?? stageId(body['stageId']) ?? makeId(),
    label: labelOf(body, before?.label),
    displayOrder: displayOrderOf(body, before?.displayOrder),
    probability,
    // Nobody can set it: sending it is passed over.
    isClosed: probability === 0 || probability === 1,
    ...(before?.createdMs === undefined ? {} : { createdMs: before.createdMs }),
  };
}

/** @throws Refused where there is none, neither in the request nor before. */
export function labelOf(body: JsonObject, before: string | undefined): string {
  const label = scalarText(body['label']) ?? before;
  if (label === undefined) throw new Refused(unreadable('Some required fields were not set: [label]'));
  if (label.trim() === '') throw new Refused(invalid('A label cannot be empty.'));
  return label;
}

/** @throws Refused */
export function displayOrderOf(body: JsonObject, before: number | undefined): number {
  const raw = body['displayOrder'] ?? before;
  if (raw === undefined) throw new Refused(unreadable('Some required fields were not set: [displayOrder]'));
  const order = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  if (typeof order !== 'number' || !Number.isInteger(order))
    throw new Refused(unreadable('Cannot deserialize value of type `int`: not a valid number'));
  if (order < 0) throw new Refused(invalid('displayOrder cannot be negative.'));
  return order;
}

/** What a request does not say of the metadata stays; other keys are dropped. */
function probabilityOf(metadata: JsonValue | undefined, before: Stage | undefined): number {
  if (metadata !== undefined && !isJsonObject(metadata))
    throw new Refused(
      unreadable(
        'Cannot deserialize value of type `java.util.LinkedHashMap<java.lang.String,java.lang.String>`',
      ),
    );
  const given = metadata?.['probability'];
  if (given === undefined && before !== undefined) return before.probability;
  const text = scalarText(given);
  if (text === undefined)
    throw new Refused(invalid('You must specify probability when writing a dealstage.'));
  const probability = text.trim() === '' ? Number.NaN : Number(text);
  if (probability >= 0 && probability <= 1) return probability;
  throw new Refused(invalid(`The probability ${text} is not between 0 and 1.`));
}

/** Kept as it is given; one that is too long makes the server fail. */
function stageId(given: JsonValue | undefined): string | undefined {
  const id = scalarText(given);
  if (id === undefined || id === '') return undefined;
  if (id.length > longestStageId) throw new Refused(refusal(500, 'internal error'));
  return id;
}
