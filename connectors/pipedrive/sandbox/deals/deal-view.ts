import type { SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import { reject } from '../checks/invalid-request.ts';
import { mostCustomFields } from '../facts.ts';
import { optionalNames } from '../checks/optional-members.ts';
import { booleanParameter, choicesParameter, csvParameter } from '../query.ts';
import type { DealView } from './render-deal.ts';

/** Parameters that shape a deal; the archived list knows none for labels. */
export function viewParameters(labels: boolean): readonly string[] {
  const common = ['include_fields', 'custom_fields'];
  return labels ? [...common, 'include_option_labels', 'include_labels'] : common;
}

export function viewOf(request: SandboxRequest): DealView {
  const customFields = csvParameter(request, 'custom_fields');
  if (customFields !== undefined && customFields.length > mostCustomFields)
    reject('custom_fields', `Array must contain at most ${mostCustomFields} element(s)`);
  return {
    includeFields: choicesParameter(request, 'include_fields', optionalNames) ?? [],
    customFields,
    optionLabels: booleanParameter(request, 'include_option_labels'),
    labels: booleanParameter(request, 'include_labels'),
  };
}
