/** Everything an asynchronous sequence brings. */
export async function allOf<T>(sequence: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of sequence) found.push(item);
  return found;
}
