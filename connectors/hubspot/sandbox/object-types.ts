export type ObjectName = 'deals' | 'contacts' | 'companies' | 'leads';

/** One kind of CRM object: https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids (2026-11-22). */
export interface ObjectType {
  readonly name: ObjectName;
  readonly singular: string;
  readonly typeId: string;
  /** The part of scopes that names it. */
  readonly scope: string;
  /** Properties of an answer that asked for none. */
  readonly defaults: readonly string[];
  /** The property that holds the change time: contacts have a name of their own for it. */
  readonly changeProperty: string;
  /** A property that names one record although its values need not be unique. */
  readonly identifier?: string;
}

const byName: Readonly<Record<ObjectName, ObjectType>> = {
  deals: {
    name: 'deals',
    singular: 'deal',
    typeId: '0-3',
    scope: 'deals',
    changeProperty: 'hs_lastmodifieddate',
    defaults: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
  },
  contacts: {
    name: 'contacts',
    singular: 'contact',
    typeId: '0-1',
    scope: 'contacts',
    changeProperty: 'lastmodifieddate',
    // https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide (2026-11-22).
    identifier: 'email',
    defaults: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  },
  companies: {
    name: 'companies',
    singular: 'company',
    typeId: '0-2',
    scope: 'companies',
    changeProperty: 'hs_lastmodifieddate',
    defaults: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
  },
  leads: {
    name: 'leads',
    singular: 'lead',
    typeId: '0-136',
    scope: 'leads',
    changeProperty: 'hs_lastmodifieddate',
    defaults: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
  },
};

export const objectTypes: readonly ObjectType[] = Object.values(byName);

export function objectType(name: ObjectName): ObjectType {
  return byName[name];
}

/** Plural, singular and type id of kinds that HubSpot can link with deals, and that no deal of this account is linked with. */
const unlinked: readonly (readonly [plural: string, singular: string, typeId: string])[] = [
  ['tickets', 'ticket', '0-5'],
  ['products', 'product', '0-7'],
  ['line_items', 'line_item', '0-8'],
  ['quotes', 'quote', '0-14'],
  ['communications', 'communication', '0-18'],
  ['tasks', 'task', '0-27'],
  ['notes', 'note', '0-46'],
  ['meetings', 'meeting', '0-47'],
  ['calls', 'call', '0-48'],
  ['emails', 'email', '0-49'],
  ['invoices', 'invoice', '0-53'],
  ['postal_mail', 'postal_mail', '0-116'],
];

/** What records can be asked for links to; the name is undefined for kinds that nothing here is linked with. */
export interface LinkTarget {
  readonly name: ObjectName | undefined;
  readonly singular: string;
}

/** Finds what links can lead to, by what a path or a query may call it. */
export function findLinkTarget(text: string): LinkTarget | undefined {
  const other = unlinked.find((names) => names.includes(text.toLowerCase()));
  return findObjectType(text) ?? (other === undefined ? undefined : { name: undefined, singular: other[1] });
}

/** Finds a type by what a path may call it: plural, singular or type id. */
export function findObjectType(text: string): ObjectType | undefined {
  const wanted = text.toLowerCase();
  return objectTypes.find((type) => [type.name, type.singular, type.typeId].includes(wanted));
}
