import { VendorError } from '../../../src/connector-kit/index.ts';
import { paths } from '../paths.ts';

/** Rows lie outside what was asked for, or carry no time: going on from them might lose records, or never end. */
export function unsorted(by: 'change' | 'creation'): VendorError {
  return new VendorError('unexpected-response', `The answer is not sorted by ${by} time as asked.`, {
    connector: 'copper',
    method: 'POST',
    path: paths.search,
  });
}
