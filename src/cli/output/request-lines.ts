import type { PlannedRequest } from '../../connector-kit/writes.ts';
import type { ChangeLayout } from './change-lines.ts';
import { jsonOutput, oneLine } from './printable.ts';
import { padText, textWidth } from './text-width.ts';

/** Requests in their order: what each does, method and path, and the name that passThrough knows it by. */
export function requestLines(
  requests: readonly PlannedRequest[],
  { colors, width, bodies }: ChangeLayout & { readonly bodies: boolean },
): string[] {
  const rows = requests.map((request, index) => ({
    request,
    number: `${index + 1}.`.padStart(4),
    summary: oneLine(request.summary),
    target: targetOf(request),
  }));
  const summaryWidth = Math.max(0, ...rows.map(({ summary }) => textWidth(summary)));
  const targetWidth = Math.max(0, ...rows.map(({ target }) => textWidth(target)));
  const idWidth = Math.max(0, ...requests.map(({ operationId }) => operationId.length));
  const fitsOneLine = 5 + summaryWidth + 2 + targetWidth + 2 + idWidth <= width;
  return rows.flatMap(({ request, number, summary, target }) => [
    ...(fitsOneLine
      ? [
          `${number} ${padText(summary, summaryWidth, 'left')}  ${padText(target, targetWidth, 'left')}  ${colors.dim(request.operationId)}`,
        ]
      : [`${number} ${summary}`, `     ${target}`, `     ${colors.dim(request.operationId)}`]),
    ...(bodies && request.body !== undefined
      ? jsonOutput(request.body, 2)
          .split('\n')
          .map((line) => `     ${line}`)
      : []),
  ]);
}

function targetOf({ method, path, query = {} }: PlannedRequest): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = given.map(([name, value]) => `${name}=${String(value)}`).join('&');
  return oneLine(`${method} ${path}${text === '' ? '' : `?${text}`}`);
}
