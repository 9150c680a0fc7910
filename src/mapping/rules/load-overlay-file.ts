import type { ModelSpec } from '../../model/field-spec.ts';
import type { FindingSink } from '../findings.ts';
import type { SourceFile } from '../mapping-types.ts';
import { loadNativeFields } from '../native/load-native-fields.ts';
import type { NativeField } from '../native/native-descriptor.ts';
import { loadSideEffects } from '../side-effects/load-side-effects.ts';
import type { SideEffectLine } from '../side-effects/side-effect-line.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import { expectHeader, loadTop, type FileTop } from './load-header.ts';
import { loadFieldRules } from './load-mapping-file.ts';
import { loadRule, ruleContext } from './load-rule.ts';
import type { Rule } from './rule.ts';

export const overlayKeys = [
  'overlay',
  'extends',
  'nativeFields',
  'customMappings',
  'override',
  'sideEffects',
  'examples',
] as const;
export const maxRules = 200;

/** What an overlay says. */
export interface OverlayFile {
  /** Native fields that the descriptor does not know, or describes otherwise. */
  readonly nativeFields: ReadonlyMap<string, NativeField>;
  readonly customMappings: ReadonlyMap<string, Rule>;
  readonly override: ReadonlyMap<string, Rule>;
  /** Beside those of the mapping. */
  readonly sideEffects: readonly SideEffectLine[];
  readonly examples: YamlNode | undefined;
}

/** Reads an overlay of the given mapping, such as `acme/opportunity`. */
export function loadOverlayFile(
  source: SourceFile,
  extended: string,
  model: ModelSpec,
  sink: FindingSink,
): OverlayFile | undefined {
  const top = loadTop(source, overlayKeys, 'an overlay', sink);
  if (top === undefined) return undefined;
  expectHeader(top, 'overlay', 1, sink);
  expectHeader(top, 'extends', extended, sink);
  const native = top.entries.get('nativeFields');
  const [custom, override] = [entriesOf(top, 'customMappings'), entriesOf(top, 'override')];
  const excess = [...custom, ...override][maxRules];
  if (excess !== undefined)
    sink.add(
      'E106',
      excess.keyAt,
      `an overlay has at most ${maxRules} rules`,
      'divide it into several overlays',
    );
  return {
    nativeFields: native === undefined ? new Map() : loadNativeFields(native.value, top.read, sink),
    customMappings: loadCustomRules(custom, sink),
    override: loadFieldRules(override, model, ruleContext(sink, 'overlay', false)),
    sideEffects: loadSideEffects(top.entries.get('sideEffects'), top.read, sink),
    examples: top.entries.get('examples')?.value,
  };
}

function entriesOf({ entries, read }: FileTop, key: string): readonly YamlEntry[] {
  const entry = entries.get(key);
  return entry === undefined ? [] : (read.map(entry.value, `"${key}"`)?.entries ?? []);
}

const refusedKeys = new Set(['__proto__', 'prototype', 'constructor']);

function loadCustomRules(entries: readonly YamlEntry[], sink: FindingSink): Map<string, Rule> {
  const context = ruleContext(sink, 'overlay', true);
  const rules = new Map<string, Rule>();
  for (const { key, keyAt, value } of entries) {
    if (refusedKeys.has(key)) {
      sink.add('E111', keyAt, `"${key}" is not allowed as a key`, 'give it another name');
      continue;
    }
    const rule = loadRule(value, keyAt, context);
    if (rule !== undefined) rules.set(key, rule);
  }
  return rules;
}
