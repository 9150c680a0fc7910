import { describe, expect, test } from 'vitest';
import { filesBelow, importsOf, type Import, type SourceFile } from './source-files.ts';

/** The layer table of DESIGN.md, as data: what a folder may import besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/model': [],
  'src/connector-kit': ['src/model'],
  'src/http': ['src/connector-kit', 'src/model'],
  'src/mapping': ['src/model', 'src/connector-kit/resource.ts'],
  'src/store': ['src/model'],
  'src/client': ['src/model', 'src/connector-kit', 'src/http', 'src/mapping'],
  'src/sync': ['src/model', 'src/connector-kit', 'src/http', 'src/mapping', 'src/client', 'src/store'],
  'src/sandbox-kit': ['src/connector-kit', 'src/model'],
  'src/cli': ['src', 'connectors'],
};

/** Packages that only one layer may touch. */
const ownedPackages: Readonly<Record<string, string>> = {
  axios: 'src/http',
  bottleneck: 'src/http',
  'p-retry': 'src/http',
  yaml: 'src/mapping',
  commander: 'src/cli',
  'node:sqlite': 'src/store/sqlite',
  pg: 'src/store/postgres',
};

/** Files outside the layers, each the one place that joins the engine with the bundled connectors. */
const joins = new Set(['src/index.ts', 'src/bundled.ts']);

const sources = [...filesBelow('src', '.ts'), ...filesBelow('connectors', '.ts')];

function layerOf(path: string): string | undefined {
  return Object.keys(mayImport).find((layer) => path.startsWith(`${layer}/`));
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function allowedForConnector(file: SourceFile, target: string): boolean {
  const [, vendor = ''] = file.path.split('/');
  const isSandbox = file.path.startsWith(`connectors/${vendor}/sandbox/`);
  if (isWithin(target, `connectors/${vendor}`))
    return isSandbox || !isWithin(target, `connectors/${vendor}/sandbox`);
  return target === 'src/connector-kit/index.ts' || (isSandbox && target === 'src/sandbox-kit/index.ts');
}

function isAllowed(file: SourceFile, target: string): boolean {
  if (joins.has(file.path)) return true;
  if (/^connectors\/[^/]+\.ts$/.test(file.path))
    return isWithin(target, 'connectors') || isWithin(target, 'src/sandbox-kit');
  if (file.path.startsWith('connectors/')) return allowedForConnector(file, target);
  const layer = layerOf(file.path);
  if (layer === undefined) return false;
  return isWithin(target, layer) || (mayImport[layer] ?? []).some((place) => isWithin(target, place));
}

function offences(check: (file: SourceFile, found: Import) => boolean): string[] {
  return sources.flatMap((file) =>
    importsOf(file)
      .filter((found) => !check(file, found))
      .map((found) => `${file.path} imports ${found.target ?? found.specifier}`),
  );
}

describe('layers', () => {
  test('every source file lies in a layer', () => {
    const homeless = sources
      .map((file) => file.path)
      .filter((path) => !joins.has(path) && !path.startsWith('connectors/') && layerOf(path) === undefined);

    expect(homeless).toEqual([]);
    expect(sources.length).toBeGreaterThan(20);
  });

  test('a layer imports only what the table allows', () => {
    expect(offences((file, { target }) => target === undefined || isAllowed(file, target))).toEqual([]);
  });

  test('a package that belongs to one layer is imported there only', () => {
    const owned = offences((file, { specifier, target }) => {
      const owner = target === undefined ? ownedPackages[specifier] : undefined;
      return owner === undefined || isWithin(file.path, owner);
    });

    expect(owned).toEqual([]);
  });

  test('the engine knows no vendor by name', () => {
    const named = sources
      .filter(
        (file) => file.path.startsWith('src/') && !joins.has(file.path) && file.path !== 'src/cli/main.ts',
      )
      .flatMap((file) =>
        file.text
          .split('\n')
          .filter((line) => /\b(hubspot|pipedrive|copper)\b/i.test(line.replace(/(\/\/|\*).*$/, '')))
          .map((line) => `${file.path}: ${line.trim()}`),
      )
      // Help texts and examples may show a vendor's name to people; code may not depend on one.
      .filter((line) => !line.startsWith('src/cli/'));

    expect(named).toEqual([]);
  });

  test('the table would refuse a connector that translates', () => {
    const file = {
      path: 'connectors/acme/opportunities.ts',
      text: "import { x } from '../../src/model/opportunity.ts';",
    };

    expect(importsOf(file).map(({ target }) => target)).toEqual(['src/model/opportunity.ts']);
    expect(isAllowed(file, 'src/model/opportunity.ts')).toBe(false);
    expect(isAllowed(file, 'connectors/other/index.ts')).toBe(false);
    expect(isAllowed(file, 'src/connector-kit/index.ts')).toBe(true);
  });
});
