import { loadFiles } from '../../../src/mapping/load-files.ts';
import { opportunityShape } from '../../../src/mapping/opportunity-shape.ts';
import type { SideEffectLine } from '../../../src/mapping/side-effects/side-effect-line.ts';
import { bundledFiles, bundledOverlay } from '../bundled-mapping.ts';

/** What a bundled mapping and its overlays say changes along. */
export function declaredSideEffects(vendor: string, overlays: readonly string[]): readonly SideEffectLine[] {
  const files = { ...bundledFiles(vendor), overlays: overlays.map((name) => bundledOverlay(vendor, name)) };
  const { checked, findings } = loadFiles(files, opportunityShape);
  if (checked === undefined) throw new Error(JSON.stringify(findings));
  return checked.sideEffects;
}
