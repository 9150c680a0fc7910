import type { FieldExplanation } from '../../mapping/mapping-types.ts';
import { keyExplanation, keyExplanations } from '../mapping/custom-mapping-keys.ts';
import { explanationText, ruleText } from './explanation-text.ts';
import { ruleJson } from './rule-json.ts';
import type { Terminal } from './terminal.ts';

export interface Asked {
  /** Undefined for every field. */
  readonly field: string | undefined;
  /** One key of customMappings. */
  readonly key: string | undefined;
  /** False where there is only the rule to tell. */
  readonly hasRecord: boolean;
}

/** Prints explanations, those of customMappings key by key; with `--json` as a list, or as one where one was asked for. */
export function showExplanations(
  explanations: readonly FieldExplanation[],
  { field, key, hasRecord }: Asked,
  terminal: Terminal,
): void {
  const { out, width, flags } = terminal;
  const textOf = hasRecord ? explanationText : ruleText;
  const [first] = explanations;
  if (key !== undefined && first !== undefined) {
    const one = keyExplanation(first, key);
    if (flags.json) terminal.json(hasRecord ? one : ruleJson(one));
    else terminal.result(textOf(one, out, width));
    return;
  }
  if (flags.json) {
    const told = hasRecord ? explanations : explanations.map(ruleJson);
    terminal.json(field === undefined ? told : told[0]);
    return;
  }
  const texts = explanations.flatMap((one) => {
    const keys = keyExplanations(one);
    return (keys.length > 0 ? keys : [one]).map((own) => textOf(own, out, width));
  });
  terminal.result(texts.join('\n'));
}
