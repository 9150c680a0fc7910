import { ConfigError } from '../cli-error.ts';
import { nearestWord } from '../suggestion.ts';
import type { PositionedYaml } from './positioned-yaml.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `${NAME}` in a text; `$${` stands for itself. */
const variable = /\$?\$\{([^}]*)\}/g;

/**
 * Puts environment variables into every text of a value.
 *
 * @throws ConfigError `config-variable` with the place and the name of a variable that is not set or is empty.
 */
export function expandVariables<T>(
  value: T,
  path: readonly PropertyKey[],
  document: PositionedYaml,
  env: Environment,
): T {
  // The walk gives every node the shape it had; TypeScript cannot follow that through recursion.
  return expandNode(value, path, document, env) as T;
}

function expandNode(
  value: unknown,
  path: readonly PropertyKey[],
  document: PositionedYaml,
  env: Environment,
): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(variable, (whole: string, name: string) =>
      whole.startsWith('$$') ? whole.slice(1) : readVariable(name, path, document, env),
    );
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => expandNode(item, [...path, index], document, env));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, expandNode(item, [...path, key], document, env)]),
    );
  }
  return value;
}

function readVariable(
  name: string,
  path: readonly PropertyKey[],
  document: PositionedYaml,
  env: Environment,
): string {
  const place = document.place(path, 'value');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new ConfigError('config-variable', `"\${${name}}" names no environment variable`, {
      place,
      hint: 'write ${NAME}; a literal ${ is written $${',
    });
  }
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  const state = value === '' ? 'is empty' : 'is not set';
  const meant =
    value === ''
      ? undefined
      : nearestWord(
          name,
          Object.keys(env).filter((key) => (env[key] ?? '') !== ''),
        );
  throw new ConfigError('config-variable', `the environment variable ${name} ${state}`, {
    place,
    hint: meant === undefined ? `set it: export ${name}=…` : `did you mean "${meant}"?`,
  });
}
