import { didYouMean } from './suggest.ts';
import type { Finding } from '../mapping-types.ts';
import type { Position, YamlNode } from './yaml-tree.ts';

/** Collects what there is to say about one file. */
export class Findings {
  readonly list: Finding[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  error(code: string, at: Position, message: string, hint?: string): void {
    this.list.push({
      code,
      severity: 'error',
      file: this.file,
      line: at.line,
      column: at.column,
      message,
      hint,
    });
  }

  warning(code: string, at: Position, message: string, hint?: string): void {
    this.list.push({
      code,
      severity: 'warning',
      file: this.file,
      line: at.line,
      column: at.column,
      message,
      hint,
    });
  }

  /** A word that is not in a closed list. */
  unknown(code: string, at: Position, what: string, word: string, allowed: Iterable<string>): void {
    const known = [...allowed];
    this.error(
      code,
      at,
      `${what} "${word}"`,
      didYouMean(word, known) ?? (known.length <= 12 ? `allowed: ${known.join(', ')}` : undefined),
    );
  }

  text(code: string, node: YamlNode, what: string): string | undefined {
    if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
    this.error(code, node.at, `${what} must be text`);
    return undefined;
  }

  flag(code: string, node: YamlNode, what: string): boolean {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    this.error(code, node.at, `${what} must be true or false`);
    return false;
  }

  texts(code: string, node: YamlNode, what: string): readonly { text: string; at: Position }[] {
    const items = node.kind === 'list' ? node.items : [node];
    return items.flatMap((item) => {
      const text = this.text(code, item, what);
      return text === undefined ? [] : [{ text, at: item.at }];
    });
  }

  get failed(): boolean {
    return this.list.some(({ severity }) => severity === 'error');
  }
}
