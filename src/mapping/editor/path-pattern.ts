import { maxPathDepth, refusedNames } from '../native/native-path.ts';

const name = `(?!(?:${[...refusedNames].join('|')})(?:[.\\[]|$))[^.\\[\\]*$=\\s]+`;
/** `[0]` or `[key=value]`. */
const selector = '\\[(?:\\d{1,6}|[^\\[\\]=.]+=[^\\[\\]]+)\\]';
const bracket = `(?:\\[\\]|${selector})`;

/** Whatever reads as a native path; overlays may name fields that only the account has. */
export const anyPathPattern = `${name}${bracket}*(?:\\.${name}${bracket}*){0,${maxPathDepth - 1}}`;

/** As a native field is declared: every bracket is empty. */
export const declaredPathPattern = `${name}(?:\\[\\])*(?:\\.${name}(?:\\[\\])*){0,${maxPathDepth - 1}}`;

/** How the brackets of a declared path may be filled in. */
export type Brackets = 'any' | 'some-empty' | 'none-empty' | 'as-written';

const forms: Readonly<Record<Brackets, { readonly ahead: string; readonly bracket: string }>> = {
  any: { ahead: '', bracket },
  'some-empty': { ahead: '(?=.*\\[\\])', bracket },
  'none-empty': { ahead: '', bracket: selector },
  'as-written': { ahead: '', bracket: '\\[\\]' },
};

/** What a declared path, such as `contacts[].id`, may look like where it is used. */
export function patternOf(declared: string, brackets: Brackets): string {
  const form = forms[brackets];
  return form.ahead + declared.split('[]').map(escaped).join(form.bracket);
}

/** Matches exactly what one of the parts does; nothing, where there are none. */
export function oneOf(parts: readonly string[]): string {
  return parts.length === 0 ? '^(?!)' : `^(?:${parts.join('|')})$`;
}

export function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&');
}
