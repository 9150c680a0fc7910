import { bundledOverlays } from '../../client/mapping-files.ts';
import type { Invocation } from '../command.ts';
import { findMapping, mappingTarget, type MappingTarget, type UnreadableFile } from './mapping-target.ts';

export interface MappingTargets {
  readonly targets: readonly MappingTarget[];
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * What `mapping check` and `mapping test` look at: the files and vendors asked for, else every bundled mapping. A
 * vendor stands for its mapping and each of its overlays, one at a time, since nobody has to use them together.
 */
export async function mappingTargets(invocation: Invocation): Promise<MappingTargets> {
  const ids = (await invocation.bundle.vendors()).map(({ id }) => id);
  const asked = invocation.args.length > 0 ? invocation.args : ids;
  const targets: MappingTarget[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const one of asked) {
    const found = await findMapping(one, [], invocation);
    if ('sources' in found) targets.push(found);
    else unreadable.push(found);
    if (!ids.includes(one)) continue;
    for (const overlay of await bundledOverlays(one))
      targets.push(await mappingTarget(one, [overlay], invocation));
  }
  return { targets, unreadable };
}
