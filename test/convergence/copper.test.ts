import { copperChanges } from './copper-changes.ts';
import { defineHistories } from './define-histories.ts';

defineHistories(copperChanges);
