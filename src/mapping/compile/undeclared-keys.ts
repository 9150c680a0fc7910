/** A key that neither the descriptor nor the catalogue knows, and its position among the keys of its object. */
export interface UndeclaredKey {
  readonly key: string;
  readonly position: number;
}

interface Keys {
  readonly keys: readonly string[];
}

/** Finds undeclared keys; worked out once for as long as objects have the same layout. */
export function undeclaredKeys(
  declared: ReadonlySet<string>,
  reserved: readonly string[],
): (layout: Keys, known: ReadonlyMap<string, unknown>) => readonly UndeclaredKey[] {
  let lastLayout: Keys | undefined;
  let lastKnown: ReadonlyMap<string, unknown> | undefined;
  let found: readonly UndeclaredKey[] = [];
  return (layout, known) => {
    if (layout === lastLayout && known === lastKnown) return found;
    [lastLayout, lastKnown] = [layout, known];
    found = layout.keys.flatMap((key, position) => {
      const isKnown =
        declared.has(key) || known.has(key) || reserved.some((prefix) => key.startsWith(prefix));
      return isKnown ? [] : [{ key, position }];
    });
    return found;
  };
}
