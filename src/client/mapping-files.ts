import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../mapping/mapping-types.ts';
import { ClientError } from './client-error.ts';

/** Beside src/ in a checkout, and beside the compiled src/ in the package. */
const bundledMappings = new URL('../../mappings/', import.meta.url);

/** A bundled overlay is called by its bare name; anything with a dot or a slash is a path. */
const bundledName = /^[a-z0-9][a-z0-9-]*$/;

/** A mapping or an overlay as text. */
export interface GivenText {
  /**
   * How findings and explanations call it.
   *
   * @default `mapping`, or `overlay 1` by its place among the overlays
   */
  readonly file?: string | undefined;
  /** YAML. */
  readonly text: string;
}

export interface MappingChoice {
  readonly connector: string;
  readonly model: string;
  /** The connector's native descriptor. */
  readonly descriptor: URL;
  /** Path or text of a mapping to use in place of the bundled one. */
  readonly mapping?: string | GivenText | undefined;
  /** Bundled names, paths or texts. */
  readonly overlays?: readonly (string | GivenText)[] | undefined;
}

export interface MappingSources {
  readonly descriptor: SourceFile;
  readonly mapping: SourceFile;
  readonly overlays: readonly SourceFile[];
}

/**
 * Reads the files a mapping consists of.
 *
 * @throws ClientError `file-not-found` with what there is to choose from; `bad-option` for one without a text.
 */
export async function readMappingFiles(choice: MappingChoice): Promise<MappingSources> {
  const [descriptor, mapping, overlays] = await Promise.all([
    readDescriptor(choice),
    readMapping(choice),
    Promise.all(
      (choice.overlays ?? []).map((overlay, at) => readOverlay(choice, overlay, `overlay ${at + 1}`)),
    ),
  ]);
  return { descriptor, mapping, overlays };
}

/** True where only files of this package are used: they name no field that an account added. */
export function isBundledOnly({ mapping, overlays = [] }: MappingChoice): boolean {
  return (
    mapping === undefined &&
    overlays.every((overlay) => typeof overlay === 'string' && bundledName.test(overlay))
  );
}

async function readDescriptor({ connector, descriptor }: MappingChoice): Promise<SourceFile> {
  const name = descriptor.pathname.split('/').at(-1) ?? '';
  return readSource(
    descriptor,
    `connectors/${connector}/${name}`,
    'Report it to the author of the connector.',
  );
}

async function readMapping({ connector, model, mapping }: MappingChoice): Promise<SourceFile> {
  if (typeof mapping === 'object') return named(mapping, 'mapping');
  if (mapping !== undefined) return readSource(mapping, mapping, 'Correct the path of the mapping.');
  const file = `${connector}/${model}.yaml`;
  const hint = 'No mapping is bundled for this connector: pass `mapping` with the path of one.';
  return readSource(new URL(file, bundledMappings), `mappings/${file}`, hint);
}

function named({ file, text }: GivenText, otherwise: string): SourceFile {
  const name = file ?? otherwise;
  if (typeof text === 'string') return { file: name, text };
  throw new ClientError('bad-option', `"${name}" has no text.`, {
    hint: 'Give its YAML as { text }, its path, or the name of a bundled overlay.',
  });
}

async function readOverlay(
  { connector }: MappingChoice,
  overlay: string | GivenText,
  otherwise: string,
): Promise<SourceFile> {
  if (typeof overlay === 'object') return named(overlay, otherwise);
  if (!bundledName.test(overlay)) return readSource(overlay, overlay, 'Correct the path of the overlay.');
  const folder = new URL(`${connector}/overlays/`, bundledMappings);
  const names = await bundledOverlays(connector);
  const hint = `Bundled for ${connector}: ${names.join(', ') || 'none'}. A path needs a dot or a slash in it.`;
  return readSource(
    new URL(`${overlay}.yaml`, folder),
    `mappings/${connector}/overlays/${overlay}.yaml`,
    hint,
  );
}

/** Names of the overlays that are bundled for a connector. */
export async function bundledOverlays(connector: string): Promise<readonly string[]> {
  try {
    const files = await readdir(new URL(`${connector}/overlays/`, bundledMappings));
    return files
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length))
      .toSorted();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readSource(location: string | URL, file: string, hint: string): Promise<SourceFile> {
  try {
    return { file, text: await readFile(location, 'utf8') };
  } catch (error) {
    if (!isMissing(error)) throw error;
    const path = typeof location === 'string' ? location : fileURLToPath(location);
    throw new ClientError('file-not-found', `${file} cannot be read.`, {
      context: { path },
      hint,
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');
}
