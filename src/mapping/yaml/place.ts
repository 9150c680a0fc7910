/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A spot in a file. */
export interface Place extends Position {
  readonly file: string;
}

/** `file:line:column`. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
