import type { SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import { enforcesWriteRules } from '../endpoint.ts';
import { isYes } from '../query-values.ts';

/**
 * True where nothing that deals are in may be taken away: from 2026-09 on always, before that where it is asked for.
 * HubSpot says that a flag of false lifts it in newer versions as well; who tried found that it does not.
 *
 * @see https://developers.hubspot.com/changelog/pipeline-stage-validation-true (2026-07-23)
 * @see https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md (2026-10-01)
 */
export function asksForReferences({ query }: SandboxRequest, version: string): boolean {
  const flags = ['validateDealStageUsagesBeforeDelete', 'validateReferencesBeforeDelete'];
  return enforcesWriteRules(version) || flags.some((flag) => isYes(query.get(flag)));
}
