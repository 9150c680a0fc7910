import { RunError } from '../cli-error.ts';

/** For an id that the vendor does not know. */
export function noSuchOpportunity(id: string): RunError {
  return new RunError('not-found', `The vendor has no opportunity "${id}".`, {
    hint: 'It may have been deleted or merged; `opportune opportunity list` shows what there is.',
  });
}
