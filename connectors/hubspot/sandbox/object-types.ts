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

/** Finds a type by what a path may call it: plural, singular or type id. */
export function findObjectType(text: string): ObjectType | undefined {
  const wanted = text.toLowerCase();
  return objectTypes.find((type) => [type.name, type.singular, type.typeId].includes(wanted));
}
