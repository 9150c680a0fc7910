import { bundled, type Bundled } from './bundled.ts';

/** The table of vendors in the README. */
export function vendors(): string {
  const rows = bundled.map(row);
  return [
    '| vendor | fields filled | changes | deletions | documentation |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function row({ connector, fields }: Bundled): string {
  const supported = [...fields.values()].filter(({ reason }) => reason !== 'unsupported').length;
  const tracking = connector.resources['opportunity']?.changeTracking;
  const changes = tracking?.incremental === 'server-filter' ? 'asked of the vendor' : 'by reading everything';
  const deletions = tracking?.deletions === 'listed' ? 'listed by the vendor' : 'found by comparing ids';
  const link = `[${connector.displayName}](connectors/${connector.id}/README.md)`;
  return `| ${link} | ${supported} of ${fields.size} | ${changes} | ${deletions} | [API](${connector.docsUrl}) |`;
}
