import { planErrors, type WritePlan } from '../../../client/writes/index.ts';
import type { Opportunity } from '../../../model/opportunity.ts';
import { changeLines, valueText, type ChangeLayout } from '../../output/change-lines.ts';
import { definitionList } from '../../output/definition-list.ts';
import { amountText } from '../../output/opportunity-table.ts';
import { oneLine } from '../../output/printable.ts';
import { requestLines } from '../../output/request-lines.ts';
import { wrapEntry, wrapText } from '../../output/wrap-text.ts';
import { writeIssueLines } from '../../output/write-issue-lines.ts';

export interface PlanView extends ChangeLayout {
  /** The vendor's name as people know it. */
  readonly vendor: string;
  /** With the bodies of requests. */
  readonly bodies: boolean;
  /** Of a delete: what is to be deleted. */
  readonly current?: Opportunity | undefined;
}

/** A plan as people read it: what changes, what is sent for it, and what there is to say. */
export function planText(plan: WritePlan, view: PlanView): string {
  const { colors } = view;
  const refused = planErrors(plan).length > 0;
  const sections = [
    wrapText(`${headOf(plan, view)}: ${outcomeOf(plan, refused)}`, view.width).map(colors.bold),
    refused ? writeIssueLines(plan.issues, view) : [],
    plan.call === 'delete' ? deletedLines(view) : writtenLines(plan, view),
    alongLines(plan, view),
    plan.requests.length === 0
      ? []
      : [colors.bold('Requests, in this order'), ...requestLines(plan.requests, view)],
    refused ? [] : writeIssueLines(plan.issues, view),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function headOf({ call, id, key }: WritePlan, { vendor }: PlanView): string {
  if (key !== undefined) return `upsert at ${vendor} by ${key.field} ${valueText(key.value)}`;
  return `${call}${id === undefined ? '' : ` ${id}`} at ${vendor}`;
}

function outcomeOf({ call, id, key, requests, current }: WritePlan, refused: boolean): string {
  if (refused) return 'refused, nothing would be sent';
  if (key !== undefined) {
    if (call === 'create') return 'would create the record, nothing was sent';
    return requests.length === 0
      ? `${id ?? ''} has it all, nothing to do`
      : `would update ${id ?? ''}, nothing was sent`;
  }
  if (call === 'delete' && requests.length === 0) {
    const why = current === undefined ? 'there is no such record' : 'it is deleted already';
    return `${why}, nothing would be sent`;
  }
  if (call === 'delete' && current === undefined) return 'the vendor does not show the record';
  return requests.length === 0 ? 'nothing to do' : 'planned, nothing was sent';
}

function writtenLines({ call, fields, changes }: WritePlan, view: PlanView): string[] {
  const already = new Set(fields.filter(({ native }) => native === undefined).map(({ field }) => field));
  for (const { field } of changes) already.delete(field);
  return [
    ...changeLines(changes, { ...view, isNew: call === 'create' }),
    ...(already.size === 0 || call === 'create'
      ? []
      : [wrapEntry(`  ${view.colors.dim('already so:')} `, [...already].join(', '), view.width)]),
  ];
}

/** What may change along; not what every write changes, such as the time of the last change. */
function alongLines({ requests, alsoChanges }: WritePlan, { colors, width }: PlanView): string[] {
  const lines = alsoChanges.flatMap(({ field, with: source, because }) =>
    source === undefined
      ? []
      : [wrapEntry(`  ${colors.cyan(field)}  `, oneLine(`with ${source}: ${because}`), width)],
  );
  return requests.length === 0 || lines.length === 0 ? [] : [colors.bold('May change along'), ...lines];
}

/** Enough of the record to see whether it is the one that was meant. */
function deletedLines({ current, colors, width }: PlanView): string[] {
  if (current === undefined) return [];
  const { title, monetaryAmount, currency, status, companyName, ownerId, updatedAt } = current;
  const amount =
    typeof monetaryAmount === 'number' ? `${amountText(monetaryAmount)} ${currency ?? ''}`.trim() : undefined;
  const facts = { title, amount, status, company: companyName, owner: ownerId, changed: updatedAt };
  const shown = Object.entries(facts).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null ? [] : [[name, valueText(value)]],
  );
  return [definitionList(shown, colors, width)];
}
