/** Values that are made one by one when they are first read; copying them, by spreading for example, makes them all. */
export function lazyValues(
  names: readonly string[],
  make: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  const made = new Map<string, string | undefined>();
  // Copying asks for each value twice: whether it is there, then for itself.
  const valueOf = (name: string): string | undefined => {
    const known = made.get(name);
    if (known !== undefined || made.has(name)) return known;
    const value = make(name);
    made.set(name, value);
    return value;
  };
  return new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => (typeof name === 'string' ? valueOf(name) : undefined),
      has: (_, name) => typeof name === 'string' && valueOf(name) !== undefined,
      ownKeys: () => names.filter((name) => valueOf(name) !== undefined),
      getOwnPropertyDescriptor(_, name) {
        const value = typeof name === 'string' ? valueOf(name) : undefined;
        return value === undefined
          ? undefined
          : { value, enumerable: true, configurable: true, writable: true };
      },
    },
  );
}
