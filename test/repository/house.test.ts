import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, root } from './source-files.ts';

const code = ['src', 'connectors', 'test', 'bench', 'scripts'].flatMap((folder) => filesBelow(folder, '.ts'));
const product = code.filter(({ path }) => path.startsWith('src/') || path.startsWith('connectors/'));

function lines(text: string): number {
  return text.split('\n').length - 1;
}

describe('the house', () => {
  test('runs its scripts on Node 24, whatever the machine has', () => {
    expect(Number(process.versions.node.split('.')[0])).toBe(24);
  });

  test('keeps files small: none over 400 lines, the median of the product at most 100', () => {
    const sizes = product.map(({ text }) => lines(text)).toSorted((a, b) => a - b);

    expect(code.filter(({ text }) => lines(text) > 400).map(({ path }) => path)).toEqual([]);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(100);
  });

  test('has no way around the type checker, and no loose ends', () => {
    const loose = /\bas any\b|: any\b|@ts-(?:ignore|expect-error|nocheck)|\b(?:TODO|FIXME)\b|not implemented/;

    expect(product.filter(({ text }) => loose.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('evaluates no text as code', () => {
    const evaluation = /\beval\s*\(|new\s+Function\s*\(/;

    expect(product.filter(({ text }) => evaluation.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('pins every dependency exactly and lets no install script run but that of the pinned Node', () => {
    const manifest: Record<string, Record<string, unknown>> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const versions = [
      ...Object.values(manifest['dependencies'] ?? {}),
      ...Object.values(manifest['devDependencies'] ?? {}),
    ];

    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
    expect(Object.keys(manifest['allowScripts'] ?? {})).toEqual(['node']);
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });

  test('imports only packages that it depends on at run time', () => {
    const manifest: Record<'dependencies' | 'peerDependencies', Record<string, string>> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const known = { ...manifest.dependencies, ...manifest.peerDependencies };
    const builtIn = /^node:/;
    const names = product.flatMap(({ text }) =>
      [...text.matchAll(/from '([^'.][^']*)'/g)].map(([, specifier = '']) => specifier),
    );
    const foreign = names.filter((name) => !builtIn.test(name) && !(name in known));

    // An optional package may be missing: only its types may be imported outright.
    const outright = product.filter(({ text }) =>
      Object.keys(manifest.peerDependencies).some((name) =>
        new RegExp(`^import (?!type ).* from '${name}'`, 'm').test(text),
      ),
    );

    expect([...new Set(foreign)]).toEqual([]);
    expect(outright.map(({ path }) => path)).toEqual([]);
  });
});
