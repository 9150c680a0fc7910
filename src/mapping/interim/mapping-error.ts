import { OpportuneError } from '../../model/error.ts';

/** Lookup tables that cannot be used. */
export class LookupTablesError extends OpportuneError {
  override readonly code = 'bad-lookups';
}
