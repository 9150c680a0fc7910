import { lossReasons, plans, regions, sources, tags } from '../../../../src/sandbox-kit/index.ts';

/** One choice of a field; built-in `status` and `origin` have text ids, `is_archived` has truth values. */
export interface FieldOption {
  readonly id: number | string | boolean;
  readonly label: string;
  readonly color: string | null;
}

const colors: readonly string[] = ['red', 'blue', 'green', 'yellow', 'purple', 'dark-gray'];

function numbered(
  first: number,
  step: number,
  labels: readonly string[],
  shades: readonly string[] = [],
): readonly FieldOption[] {
  return labels.map((label, position) => ({
    id: first + position * step,
    label,
    color: shades[position] ?? null,
  }));
}

function named(labels: Readonly<Record<string, string>>): readonly FieldOption[] {
  return Object.entries(labels).map(([id, label]) => ({ id, label, color: null }));
}

export const labelOptions = numbered(11, 3, tags, colors);
export const lostReasonOptions = numbered(81, 1, lossReasons);
export const channelOptions = numbered(64, 1, sources);
export const planOptions = numbered(41, 1, plans);
export const regionOptions = numbered(52, 2, regions);

/** An option of the plan field that was deleted while deals still carried it. */
export const deletedPlanOption = 40;

export const statusOptions = named({ open: 'Open', lost: 'Lost', won: 'Won', deleted: 'Deleted' });

/** Where a record came from: the codes never change, the labels are the account's language. */
export const originOptions = named({
  ManuallyCreated: 'Manually created',
  Import: 'Import',
  API: 'API',
  Automation: 'Automation',
  Marketplace: 'Marketplace',
  Prospector: 'Prospector',
  LeadSuggestion: 'Lead suggestion',
  WebForms: 'Web forms',
  Chatbot: 'Chatbot',
  LiveChat: 'Live chat',
  WebVisitors: 'Web visitors',
  Campaigns: 'Campaigns',
  MessagingInbox: 'Messaging inbox',
});

export const visibilityOptions: readonly FieldOption[] = [
  { id: 1, label: 'Item owner', color: null },
  { id: 3, label: "Item owner's visibility group", color: null },
  { id: 5, label: "Item owner's visibility group and sub-groups", color: null },
  { id: 7, label: 'All users', color: null },
];

/** As recorded answers of an account show them (2026). */
export const archiveOptions: readonly FieldOption[] = [
  { id: false, label: 'Not archived', color: null },
  { id: true, label: 'Archived', color: null },
];

/** The id at a position of one of the numbered lists. */
export function optionIdAt(options: readonly FieldOption[], position: number | undefined): number | null {
  const id = position === undefined ? undefined : options[position]?.id;
  return typeof id === 'number' ? id : null;
}
