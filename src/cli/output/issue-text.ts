import type { Issue } from '../../model/issue.ts';
import type { Colors } from './colors.ts';
import { jsonText } from './printable.ts';

/** One issue of a translation in one line: where the rule stands, which field, what stood there instead. */
export function issueText({ record, field, code, native, at }: Issue, colors: Colors): string {
  const which = record === null ? '' : ` of ${record}`;
  return `${colors.yellow(`issue[${code}]`)} ${field}${which}: ${jsonText(native)} ${colors.dim(at)}`;
}
