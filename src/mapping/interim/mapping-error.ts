import { OpportuneError } from '../../model/error.ts';
import type { Finding } from '../mapping-types.ts';

/** A mapping, or what is handed to one, that cannot be used. */
export class MappingError extends OpportuneError {
  override readonly code: 'bad-mapping' | 'bad-lookups' | 'bad-account' | 'unknown-field';
  readonly findings: readonly Finding[];

  constructor(
    code: MappingError['code'],
    message: string,
    options: ConstructorParameters<typeof OpportuneError>[1] & {
      readonly findings?: readonly Finding[];
    } = {},
  ) {
    super(message, options);
    this.code = code;
    this.findings = options.findings ?? [];
  }
}
