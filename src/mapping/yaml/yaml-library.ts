import { createRequire } from 'node:module';
import type * as Library from 'yaml';

let loaded: typeof Library | undefined;

/**
 * The full parser: seventy modules that few files need, so it is loaded on first use. Not with `import()`, which would
 * have to be waited for.
 */
export function yamlLibrary(): typeof Library {
  if (loaded !== undefined) return loaded;
  const library: typeof Library = createRequire(import.meta.url)('yaml');
  loaded = library;
  return library;
}
