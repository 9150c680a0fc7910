import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a trailing separator. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path from the root for a relative import; undefined for a package. */
  readonly target: string | undefined;
}

/** Files below a folder whose name ends as given; an absent folder has none. */
export function filesBelow(folder: string, ending: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
    .toSorted((a, b) => a.path.localeCompare(b.path));
}

/** Static and dynamic imports and re-exports of a file, types included. */
export function importsOf(file: SourceFile): Import[] {
  const pattern =
    /(?:^|[\s;])(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...file.text.matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    if (!specifier.startsWith('.')) return { specifier, target: undefined };
    const target = relative(root, resolve(root, file.path, '..', specifier))
      .split(sep)
      .join('/');
    return { specifier, target };
  });
}
