import { bundledOverlays } from '../client/mapping-files.ts';
import type { Invocation } from './command.ts';
import { mappingTarget, type MappingTarget } from './mapping-target.ts';

/**
 * What `mapping check` and `mapping test` look at: the files and vendors asked for, else every bundled mapping. A
 * vendor stands for its mapping and each of its overlays, one at a time, since nobody has to use them together.
 */
export async function mappingTargets(invocation: Invocation): Promise<readonly MappingTarget[]> {
  const ids = (await invocation.bundle.vendors()).map(({ id }) => id);
  const asked = invocation.args.length > 0 ? invocation.args : ids;
  const targets: MappingTarget[] = [];
  for (const one of asked) {
    targets.push(await mappingTarget(one, [], invocation));
    if (!ids.includes(one)) continue;
    for (const overlay of await bundledOverlays(one))
      targets.push(await mappingTarget(one, [overlay], invocation));
  }
  return targets;
}
