import { nativeTypes, type NativeType } from '../../connector-kit/resource.ts';
import { nearest, suggest } from '../did-you-mean.ts';
import { plainField } from '../native/load-native-fields.ts';
import type { NativeField } from '../native/native-descriptor.ts';
import {
  descriptorPath,
  isListPath,
  isPathMistake,
  parsePath,
  type NativePath,
} from '../native/native-path.ts';
import type { Placed } from '../rules/rule.ts';
import type { Place } from '../yaml/place.ts';
import { unifiedField, type CheckScope } from './check-scope.ts';
import { checkMarks } from './check-marks.ts';
import type { PathPlan } from './plan.ts';

/** Which references that are not native paths may stand here. */
export interface Allowed {
  readonly account?: boolean;
  readonly out?: boolean;
  readonly as?: Placed<string> | undefined;
}

/** Finds what a path leads to; undefined, with a finding, where it leads nowhere. */
export function checkPath(
  { value: text, at }: Placed<string>,
  allowed: Allowed,
  scope: CheckScope,
): PathPlan | undefined {
  if (text.startsWith('$')) return checkReference(text, at, allowed, scope);
  const path = parsePath(text);
  if (isPathMistake(path)) {
    scope.sink.add(
      path.code,
      at,
      path.message,
      'a path reads  name.name[].name, with [0] or [key=value] for one item',
    );
    return undefined;
  }
  const field = nativeField(text, path, scope);
  if (field === undefined) {
    scope.sink.add(
      'E113',
      at,
      `${scope.descriptor.native} has no field "${text}"`,
      fieldHint(text, path, scope),
    );
    return undefined;
  }
  const marked = checkMarks(path, at, scope);
  if (marked === undefined) return undefined;
  const type = allowed.as === undefined ? field.type : checkType(allowed.as, scope);
  if (type === undefined) return undefined;
  const isList = isListPath(path);
  if (isList && type === 'list-semicolon') {
    scope.sink.add(
      'E122',
      allowed.as?.at ?? at,
      `${text} is a list already, and its items cannot be lists`,
      'name a type of one value',
    );
    return undefined;
  }
  return {
    text,
    at,
    origin: 'native',
    path: marked,
    name: '',
    field,
    type,
    isList: isList || type === 'list-semicolon',
  };
}

function nativeField(
  text: string,
  path: NativePath,
  { descriptor, custom }: CheckScope,
): NativeField | undefined {
  return custom.get(text) ?? descriptor.fields.get(descriptorPath(path));
}

function fieldHint(text: string, path: NativePath, { descriptor, custom }: CheckScope): string | undefined {
  const asked = descriptorPath(path);
  // A name alone is mostly that of a field that stands deeper.
  const deeper = [...descriptor.fields.keys()].find((known) => known.endsWith(`.${asked}`));
  const meant = deeper ?? nearest(asked, descriptor.fields.keys()) ?? nearest(text, custom.keys());
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return `where the account added it, say so in an overlay:  nativeFields: { ${text}: { type: text } }`;
}

function checkReference(
  text: string,
  at: Place,
  { account = false, out = false, as }: Allowed,
  scope: CheckScope,
): PathPlan | undefined {
  const { sink, descriptor } = scope;
  const [kind = '', name = ''] = text.split(/\.(.*)/s);
  if (kind === '$account' && account) {
    const field = descriptor.account.get(name);
    if (field !== undefined) {
      const type = as === undefined ? field.type : checkType(as, scope);
      return type === undefined
        ? undefined
        : { text, at, origin: 'account', path: [], name, field, type, isList: false };
    }
    sink.add('E114', at, `the account has no "${name}"`, suggest(name, descriptor.account.keys()));
    return undefined;
  }
  if (kind === '$out' && out) {
    if (name === '') {
      sink.add('E114', at, `"${text}" does not say which unified field`, 'write  $out.<field>');
      return undefined;
    }
    const spec = unifiedField(scope, name);
    if (spec !== undefined && !spec.list) {
      return {
        text,
        at,
        origin: 'out',
        path: [],
        name,
        field: plainField(text, 'json'),
        type: 'json',
        isList: false,
      };
    }
    if (spec?.list === true) {
      sink.add(
        'E114',
        at,
        `${name} is a list, and only single values can be combined`,
        'name a field of one value',
      );
      return undefined;
    }
    sink.add(
      'E114',
      at,
      `there is no single unified field "${name}"`,
      suggest(name, Object.keys(scope.model.fields)),
    );
    return undefined;
  }
  const known = [...(account ? ['$account'] : []), ...(out ? ['$out'] : [])];
  sink.add('E114', at, `"${kind}" cannot be read here`, suggest(kind, known));
  return undefined;
}

function checkType({ value, at }: Placed<string>, { sink }: CheckScope): NativeType | undefined {
  const type = nativeTypes.find((known) => known === value);
  if (type === undefined)
    sink.add('E109', at, `"as" is one of ${nativeTypes.join(', ')}`, suggest(value, nativeTypes));
  return type;
}
