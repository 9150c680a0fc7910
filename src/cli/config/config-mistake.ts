import type { z } from 'zod';
import { ConfigError } from '../cli-error.ts';
import { suggestion } from '../suggestion.ts';
import { knownKeys, meaningOf } from './config-schema.ts';
import { misplacedKey } from './misplaced-key.ts';
import type { PositionedYaml } from './positioned-yaml.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The first thing that is wrong with a configuration, in words for people, with its place and what to do. */
export function configMistake({ issues }: z.ZodError, document: PositionedYaml): ConfigError {
  // A key that is missing is mostly one that was misspelt, so what is misspelt is said first.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) throw new Error('a configuration that is wrong has an issue');
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return unknownKey(path, issue.keys[0] ?? '', document);
  if (issue.code === 'invalid_key') {
    const name = String(path.at(-1));
    return wrong(`${JSON.stringify(name)} cannot be the name of a connection`, document.place(path, 'key'), {
      hint: 'use letters, digits, . _ and - only',
    });
  }
  const value = valueAt(document.value, path);
  if (value === undefined) {
    // What is missing has no place of its own; the key that should hold it has.
    return wrong(`${nameOf(path)} is missing`, document.place(path.slice(0, -1), 'key'), hintFor(path));
  }
  const place = document.place(path, 'value');
  return wrong(`${nameOf(path)} ${wordsFor(issue, value)}`, place, hintFor(path, value));
}

function unknownKey(path: Path, key: string, document: PositionedYaml): ConfigError {
  return new ConfigError('config-unknown-key', `unknown key "${key}"`, {
    place: document.place([...path, key], 'key'),
    hint: misplacedKey(key) ?? suggestion(key, knownKeys(path) ?? []),
  });
}

function wrong(message: string, place: ConfigError['place'], hint: { readonly hint?: string }): ConfigError {
  return new ConfigError('config-value', message, { place, ...hint });
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'the configuration' : path.map(String).join('.');
}

function wordsFor(issue: Issue, value: unknown): string {
  if (value === null || value === '') return 'is empty';
  if (issue.code !== 'invalid_type') return issue.message;
  return `has to be ${kinds[issue.expected] ?? issue.expected}, not ${kindOf(value)}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'names with values',
  record: 'names with values',
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'names with values';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : 'true or false';
}

function hintFor(path: Path, value?: unknown): { readonly hint?: string } {
  if (typeof value === 'number') return { hint: 'put it in quotes' };
  const hint = meaningOf(path);
  return hint === undefined ? {} : { hint };
}

function valueAt(value: unknown, path: Path): unknown {
  let node = value;
  for (const key of path) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = Reflect.get(node, key);
  }
  return node;
}
