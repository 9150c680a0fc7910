import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/connector-kit/index.ts';

const longest = 300;

/**
 * What HubSpot says of a property, without the values that were sent for it, however short they are: it quotes them,
 * and of several options the one it does not take. Undefined where it is not known what was sent, so that nothing can
 * be taken out.
 */
export function wordsWithoutValues(
  said: string,
  field: string | undefined,
  sent: JsonValue | undefined,
): string | undefined {
  const inputs = inputsOf(sent);
  if (inputs.length === 0) return undefined;
  const values = inputs.flatMap((input) => (field === undefined ? [] : valuesOf(input, field)));
  const hidden = [...new Set(values)].toSorted((a, b) => b.length - a.length);
  const words = hidden
    .reduce((text, value) => withoutValue(text, value), said)
    // What the deal has already is quoted, too: its stage, where the pipeline that was sent lacks it.
    .replace(/^(?!Property\b).+?(?= (?:was|is) (?:not|at an?)\b)/su, '[value]');
  return words.length <= longest ? words : `${words.slice(0, longest - 1)}…`;
}

function inputsOf(sent: JsonValue | undefined): readonly JsonObject[] {
  if (!isJsonObject(sent)) return [];
  const items = Array.isArray(sent['inputs']) ? sent['inputs'].filter(isJsonObject) : [sent];
  return items.filter(({ properties }) => isJsonObject(properties));
}

function valuesOf({ properties, id, idProperty }: JsonObject, field: string): readonly string[] {
  const value = isJsonObject(properties) ? properties[field] : undefined;
  const all = [value, idProperty === field ? id : undefined].filter(
    (one) => one !== undefined && one !== null && typeof one !== 'object',
  );
  return all
    .map(String)
    .flatMap((text) => [text, ...text.split(';')])
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** Whole words only: a value of one letter stands within many. */
function withoutValue(text: string, value: string): string {
  const pattern = value.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return text.replaceAll(
    new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, 'giu'),
    '[value]',
  );
}
