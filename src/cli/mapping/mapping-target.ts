import { readMappingFiles, type MappingSources } from '../../client/mapping-files.ts';
import type { Finding, SourceFile } from '../../mapping/mapping-types.ts';
import { InputError, UsageError } from '../cli-error.ts';
import type { BundledVendor, Invocation } from '../command.ts';
import { nearestWord, suggestion } from '../suggestion.ts';
import { readInputFile } from '../input/input-file.ts';

/** A mapping that a command is about, with everything it refers to. */
export interface MappingTarget {
  readonly sources: MappingSources;
}

/** A file that is not YAML, so that nobody knows what it belongs to. */
export interface UnreadableFile {
  readonly source: SourceFile;
  readonly finding: Finding;
}

const model = 'opportunity';

/** A bare word names a vendor; a path has a dot or a slash in it. */
const bareWord = /^[a-z0-9-]+$/i;

/** As `findMapping`. @throws MappingError when the file is not YAML. */
export async function mappingTarget(
  asked: string,
  overlays: readonly string[],
  invocation: Invocation,
): Promise<MappingTarget> {
  const found = await findMapping(asked, overlays, invocation);
  if ('sources' in found) return found;
  const { MappingError } = await import('../../mapping/index.ts');
  throw new MappingError([found.finding]);
}

/**
 * Finds the mapping that a vendor's name or a file stands for; the file of an overlay stands for the bundled mapping
 * with that overlay on it.
 *
 * @throws UsageError when there is no such vendor, InputError when the file does not say what it belongs to.
 */
export async function findMapping(
  asked: string,
  overlays: readonly string[],
  { bundle, io }: Invocation,
): Promise<MappingTarget | UnreadableFile> {
  const vendors = await bundle.vendors();
  const added = await Promise.all(
    overlays.map((overlay) => (bareWord.test(overlay) ? overlay : readInputFile(overlay, io.cwd, 'overlay'))),
  );
  const vendor = vendors.find(({ id }) => id === asked);
  if (vendor !== undefined) return targetOf(vendor, undefined, added);
  if (bareWord.test(asked)) throw unknownVendor(asked, vendors);
  const file = await readInputFile(asked, io.cwd, 'mapping');
  const header = await readHeader(file);
  if ('finding' in header) return header;
  return header.extends === undefined
    ? targetOf(ownerOf(file, header.native, 'native', vendors), file, added)
    : targetOf(ownerOf(file, header.extends, 'extends', vendors), undefined, [file, ...added]);
}

async function targetOf(
  { id, descriptor }: BundledVendor,
  mapping: SourceFile | undefined,
  overlays: readonly (string | SourceFile)[],
): Promise<MappingTarget> {
  return { sources: await readMappingFiles({ connector: id, model, descriptor, mapping, overlays }) };
}

interface Header {
  readonly extends: string | undefined;
  readonly native: string | undefined;
}

/** What the file of a mapping or an overlay belongs to. */
async function readHeader(source: SourceFile): Promise<Header | UnreadableFile> {
  const { entry, parseYaml } = await import('../../mapping/index.ts');
  const parsed = parseYaml(source);
  if ('finding' in parsed) return { source, finding: parsed.finding };
  const textOf = (key: string): string | undefined => {
    const node = entry(parsed.root, key)?.value;
    return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  };
  return { extends: textOf('extends'), native: textOf('native') };
}

function ownerOf(
  { file }: SourceFile,
  value: string | undefined,
  key: string,
  vendors: readonly BundledVendor[],
): BundledVendor {
  const ids = vendors.map(({ id }) => id);
  if (value === undefined) {
    throw new InputError(`${file} does not say which mapping it is.`, {
      place: { file, line: 1, column: 1 },
      hint: `an overlay begins with overlay: 1 and extends: ${ids[0] ?? 'vendor'}/${model}, a mapping with mapping: 1 and native: ${ids[0] ?? 'vendor'}/…`,
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
