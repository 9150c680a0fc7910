import { opportunityFields } from '../../model/opportunity-fields.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { fieldValue } from '../opportunity-columns.ts';
import type { Colors } from './colors.ts';
import { cellText } from './printable.ts';
import { statusStyle } from './status-style.ts';
import type { Column, Table } from './table.ts';

const standardFields = [
  'id',
  'title',
  'monetaryAmount',
  'currency',
  'status',
  'winProbability',
  'closeDate',
  'companyName',
  'ownerId',
  'updatedAt',
];

/** Shorter titles than the field names, where people know what is meant. */
const titles: Readonly<Record<string, string>> = {
  monetaryAmount: 'AMOUNT',
  currency: 'CUR',
  winProbability: 'WIN %',
  closeDate: 'CLOSED',
  companyName: 'COMPANY',
  ownerId: 'OWNER',
  updatedAt: 'UPDATED',
};

/** Which columns give way on a narrow terminal: the highest first. */
const yields: Readonly<Record<string, number>> = {
  id: 0,
  status: 0,
  updatedAt: 5,
  ownerId: 4,
  winProbability: 3,
  companyName: 2,
};

/** Opportunities side by side: the fields asked for under their own names, or the ones most people look for. */
export function opportunityTable(
  opportunities: readonly Opportunity[],
  fields: readonly string[] | undefined,
  colors: Colors,
): Table {
  const shown = fields ?? standardFields;
  return {
    columns: shown.map((field) => columnOf(field, fields === undefined, colors)),
    rows: opportunities.map((one) => shown.map((field) => cellOf(one, field))),
  };
}

function columnOf(field: string, isStandard: boolean, colors: Colors): Column {
  const types: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(opportunityFields).map(([name, { type }]) => [name, type]),
  );
  const isNumber = ['number', 'integer', 'percent'].includes(types[field] ?? '');
  return {
    title: isStandard ? (titles[field] ?? field.toUpperCase()) : field,
    align: isNumber ? 'right' : 'left',
    // Half a number or half a date would be a wrong one: such columns are shown whole or not at all.
    ...(isNumber || types[field] === 'date' || types[field] === 'datetime' ? { minWidth: 24 } : {}),
    ...(isStandard ? { yields: yields[field] ?? 1 } : {}),
    ...(field === 'title' || field === 'companyName' ? { minWidth: 12 } : {}),
    ...(field === 'status' ? { style: statusStyle(colors) } : {}),
  };
}

function cellOf(opportunity: Opportunity, field: string): string {
  const value = fieldValue(opportunity, field);
  if (typeof value === 'number' && field === 'monetaryAmount') return amountText(value);
  return cellText(value);
}

/** Cents are shown where there are any; nothing is rounded. */
export function amountText(amount: number): string {
  return amount.toLocaleString('en-US', {
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
    maximumFractionDigits: 20,
  });
}
