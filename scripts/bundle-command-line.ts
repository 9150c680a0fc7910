import { isAbsolute, join, relative, sep } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';

/**
 * Writes the command line, with all of this package that it uses, as few files into one folder: loading three hundred
 * modules one by one takes longer than most commands. Packages it depends on stay outside. The bundle holds its own copy
 * of each class, so nothing in it may import what `tsc` made of the same source.
 *
 * @param root the folder of the checkout, which `dist` mirrors.
 */
export async function bundleCommandLine(root: string, dist: string): Promise<void> {
  const home = join(root, 'src', 'cli');
  const bundle = await rolldown({
    input: { bin: join(home, 'bin.ts') },
    platform: 'node',
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    transform: { target: 'node22.13' },
    plugins: [ownPlaces(home)],
  });
  await bundle.write({
    dir: join(dist, 'src', 'cli'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'bundle-[name]-[hash].js',
  });
  await bundle.close();
}

/**
 * Files that are read lie beside the source, as it were: `import.meta.url` stays where it was, although the code that
 * asks has moved to the folder `home`.
 */
function ownPlaces(home: string): Plugin {
  return {
    name: 'own-places',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return undefined;
      const place = relative(home, id).split(sep).join('/');
      const asked = place.startsWith('.') ? place : `./${place}`;
      return code.replaceAll('import.meta.url', `new URL(${JSON.stringify(asked)}, import.meta.url).href`);
    },
  };
}
