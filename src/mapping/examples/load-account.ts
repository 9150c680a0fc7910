import { dateInZone } from '../../model/zoned-date.ts';
import { suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import type { MappingContext } from '../mapping-types.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import type { NodeReader } from '../yaml/node-reader.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';

/** Reads `account` of an example: facts that the descriptor knows, null where the account has none. */
export function loadAccount(
  node: YamlNode | undefined,
  { account: known }: NativeDescriptor,
  read: NodeReader,
  sink: FindingSink,
): MappingContext['account'] {
  const facts = new Map<string, string | null>();
  for (const { key, keyAt, value } of node === undefined
    ? []
    : (read.map(node, '"account"')?.entries ?? [])) {
    if (!known.has(key)) {
      sink.add('E114', keyAt, `the account has no "${key}"`, suggest(key, known.keys()));
      continue;
    }
    if (value.kind === 'scalar' && value.value === null) continue;
    const text = read.text(value, `"${key}"`);
    if (text === undefined) continue;
    if (key === 'timezone' && dateInZone(text) === undefined) {
      sink.add(
        'E109',
        value.at,
        `"${text}" is no time zone`,
        suggest(text, Intl.supportedValuesOf('timeZone')),
      );
    }
    facts.set(key, text);
  }
  return { currency: facts.get('currency') ?? null, timezone: facts.get('timezone') ?? null };
}
