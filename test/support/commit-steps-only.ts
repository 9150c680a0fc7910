import { commitSteps, type CommitStep, type StepListener } from '../../src/store/destination.ts';

/** Leaves out the steps of a run's start and end, so that the others can be counted by commits. */
export function commitStepsOnly(listener: (step: CommitStep) => void): StepListener {
  return (step) => {
    const known = commitSteps.find((name) => name === step);
    if (known !== undefined) listener(known);
  };
}
