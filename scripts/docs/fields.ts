import { opportunityFields } from '../../src/model/index.ts';
import type { FieldExplanation } from '../../src/mapping/mapping-types.ts';
import { bundled } from './bundled.ts';

/** Every field of the model, and where each vendor keeps it. */
export function fields(): string {
  const sections = Object.entries(opportunityFields).map(([name, spec]) => {
    const type = `${spec.type}${spec.list ? ' list' : ''}`;
    const nullable = spec.nullable ? '' : ', never null';
    const places = bundled.map(
      ({ connector, fields: known }) => `- ${connector.displayName}: ${place(known.get(name))}`,
    );
    return [
      `## ${name}`,
      '',
      `${spec.meaning} _${type}, ${spec.access}${nullable}._`,
      '',
      ...places,
      '',
    ].join('\n');
  });
  const head = [
    '# Fields of an Opportunity',
    '',
    'Made from the model and the bundled mappings by `npm run docs`. A field that a vendor does not have is absent from its records; one',
    'that is empty is `null`. Instants are UTC text with milliseconds, days are `YYYY-MM-DD`, ids are text, percent is 0 to 100.',
    '',
  ];
  return [...head, ...sections].join('\n');
}

function place(explanation: FieldExplanation | undefined): string {
  if (explanation === undefined) return 'not mapped';
  const { reason, because, from, rule } = explanation;
  if (reason === 'unsupported') return `not there: ${because ?? ''}`;
  if (reason === 'write-only') return 'for writing only';
  if (reason === 'no-overlay') return 'from overlays';
  const paths = [...new Set(from.map((step) => `\`${step.path}\``))];
  return `${paths.length === 0 ? 'a constant' : paths.join(', ')} (${rule.split(':').slice(0, 2).join(':')})`;
}
