import { VendorError } from './vendor-error.ts';

/** Resolves to undefined where the vendor says the record does not exist; every other failure passes through. */
export async function undefinedIfNotFound<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof VendorError && error.code === 'not-found') return undefined;
    throw error;
  }
}
