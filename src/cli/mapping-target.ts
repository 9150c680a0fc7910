import { readMappingFiles, type MappingSources } from '../client/mapping-files.ts';
import type { SourceFile } from '../mapping/mapping-types.ts';
import { UsageError } from './cli-error.ts';
import type { BundledVendor, Invocation } from './command.ts';
import { nearestWord, suggestion } from './suggestion.ts';
import { readInputFile } from './input-file.ts';

/** A mapping that a command is about, with everything it refers to. */
export interface MappingTarget {
  readonly sources: MappingSources;
}

export const model = 'opportunity';

/** A bare word names a vendor; a path has a dot or a slash in it. */
const bareWord = /^[a-z0-9-]+$/i;

/**
 * Finds the mapping that a vendor's name or a file stands for; the file of an overlay stands for the bundled mapping
 * with that overlay on it.
 *
 * @throws UsageError when there is no such vendor, or when the file's header does not say what it belongs to.
 */
export async function mappingTarget(
  asked: string,
  overlays: readonly string[],
  { bundle, io }: Invocation,
): Promise<MappingTarget> {
  const vendors = await bundle.vendors();
  const added = await Promise.all(
    overlays.map((overlay) => (bareWord.test(overlay) ? overlay : readInputFile(overlay, io.cwd, 'overlay'))),
  );
  const vendor = vendors.find(({ id }) => id === asked);
  if (vendor !== undefined) return targetOf(vendor, undefined, added);
  if (bareWord.test(asked)) throw unknownVendor(asked, vendors);
  const file = await readInputFile(asked, io.cwd, 'mapping');
  const base = header(file, 'extends');
  return base === undefined
    ? targetOf(ownerOf(file, header(file, 'native'), 'native', vendors), file, added)
    : targetOf(ownerOf(file, base, 'extends', vendors), undefined, [file, ...added]);
}

async function targetOf(
  { id, descriptor }: BundledVendor,
  mapping: SourceFile | undefined,
  overlays: readonly (string | SourceFile)[],
): Promise<MappingTarget> {
  return { sources: await readMappingFiles({ connector: id, model, descriptor, mapping, overlays }) };
}

/** A header is read by its line alone: the rest of the file may not be YAML yet, and the checker says so better. */
function header({ text }: SourceFile, key: string): string | undefined {
  return new RegExp(`^${key}:[ \\t]*["']?([^\\s"'#]+)`, 'm').exec(text)?.[1];
}

function ownerOf(
  { file }: SourceFile,
  value: string | undefined,
  key: string,
  vendors: readonly BundledVendor[],
): BundledVendor {
  const ids = vendors.map(({ id }) => id);
  if (value === undefined) {
    throw new UsageError(`${file} does not say which mapping it is.`, {
      hint: `A mapping has a line such as native: ${ids[0] ?? 'vendor'}/deal, an overlay one such as extends: ${ids[0] ?? 'vendor'}/${model}.`,
    });
  }
  const [vendor = ''] = value.split('/');
  const found = vendors.find(({ id }) => id === vendor);
  if (found !== undefined) return found;
  throw new UsageError(`${file} has ${key}: ${value}, and there is no connector "${vendor}".`, {
    hint: suggestion(vendor, ids),
  });
}

function unknownVendor(asked: string, vendors: readonly BundledVendor[]): UsageError {
  const ids = vendors.map(({ id }) => id);
  const path =
    nearestWord(asked, ids) === undefined ? `; or give the path of a file, such as ./${asked}.yaml` : '';
  return new UsageError(`There is no vendor "${asked}".`, {
    hint: suggestion(asked, ids) + path,
  });
}
