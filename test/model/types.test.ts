import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type * as model from '../../src/model/index.ts';

// Looked at by `npm run types`: the types that people see in their editors are what the schemas let through.
test('the types that are written out are those of the schemas', () => {
  expectTypeOf<model.Opportunity>().toEqualTypeOf<z.infer<typeof model.Opportunity>>();
  expectTypeOf<model.OpportunityInput>().toEqualTypeOf<z.infer<typeof model.OpportunityInput>>();
  expectTypeOf<model.CustomField>().toEqualTypeOf<z.infer<typeof model.CustomField>>();
  expectTypeOf<model.CustomFieldInput>().toEqualTypeOf<z.infer<typeof model.CustomFieldInput>>();
  expectTypeOf<model.PassThrough>().toEqualTypeOf<z.infer<typeof model.PassThrough>>();
  expectTypeOf<model.OpportunityStatus>().toEqualTypeOf<z.infer<typeof model.OpportunityStatus>>();
});
