import { hubspotChanges } from './hubspot-changes.ts';
import { defineHistories } from './define-histories.ts';

defineHistories(hubspotChanges);
