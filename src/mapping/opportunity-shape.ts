import { opportunityModel } from '../model/opportunity-fields.ts';
import type { Opportunity } from '../model/opportunity.ts';
import { storeOpportunityField } from './opportunity-store.ts';
import type { Shape } from './compile/shape.ts';

/** The Opportunity, for the engine. */
export const opportunityShape: Shape<Opportunity> = {
  model: opportunityModel,
  store: storeOpportunityField,
  required: ['id', 'title'],
  // The border between the engine, which knows fields by name, and the model, which knows them by type.
  finish: (draft) => draft as unknown as Opportunity,
};
