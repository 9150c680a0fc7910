import { pipedriveChanges } from './pipedrive-changes.ts';
import { defineHistories } from './define-histories.ts';

defineHistories(pipedriveChanges);
