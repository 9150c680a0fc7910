/** Values that are made one by one when they are read; copying them, by spreading for example, makes them all. */
export function lazyValues(
  names: readonly string[],
  valueOf: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
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
