import { property, type PropertyDefinition } from '../property-definition.ts';

export const commonProperties: readonly PropertyDefinition[] = [
  property('hs_object_id', 'Record ID', 'number', 'number', { readOnly: true }),
  property('createdate', 'Create Date', 'datetime', 'date', { readOnly: true }),
  property('hs_createdate', 'Object create date/time', 'datetime', 'date', { readOnly: true }),
  property('hs_lastmodifieddate', 'Last Modified Date', 'datetime', 'date', { readOnly: true }),
];

/** What contacts and companies have in common. */
const businessProperties: readonly PropertyDefinition[] = [
  property('address', 'Street Address', 'string', 'text'),
  property('city', 'City', 'string', 'text'),
  property('state', 'State/Region', 'string', 'text'),
  property('zip', 'Postal Code', 'string', 'text'),
  property('country', 'Country/Region', 'string', 'text'),
  property('website', 'Website URL', 'string', 'text'),
  property('phone', 'Phone Number', 'string', 'phonenumber'),
  property('hubspot_owner_id', 'Owner', 'enumeration', 'select', {
    externalOptions: true,
    referencesOwner: true,
  }),
  property('lifecyclestage', 'Lifecycle Stage', 'enumeration', 'radio', {
    options: [
      ['subscriber', 'Subscriber'],
      ['lead', 'Lead'],
      ['marketingqualifiedlead', 'Marketing Qualified Lead'],
      ['salesqualifiedlead', 'Sales Qualified Lead'],
      ['opportunity', 'Opportunity'],
      ['customer', 'Customer'],
      ['evangelist', 'Evangelist'],
      ['other', 'Other'],
    ],
  }),
];

/** The default properties that are filled or written most: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties (the page was not opened). */
export const contactProperties: readonly PropertyDefinition[] = [
  ...commonProperties,
  property('firstname', 'First Name', 'string', 'text'),
  property('lastname', 'Last Name', 'string', 'text'),
  property('email', 'Email', 'string', 'text'),
  property('mobilephone', 'Mobile Phone Number', 'string', 'phonenumber'),
  property('jobtitle', 'Job Title', 'string', 'text'),
  property('company', 'Company Name', 'string', 'text'),
  ...businessProperties,
  property('lastmodifieddate', 'Last Modified Date', 'datetime', 'date', { readOnly: true }),
];

/** The default properties that are filled or written most: https://knowledge.hubspot.com/properties/hubspot-crm-default-company-properties (the page was not opened). */
export const companyProperties: readonly PropertyDefinition[] = [
  ...commonProperties,
  property('name', 'Company name', 'string', 'text'),
  property('domain', 'Company Domain Name', 'string', 'text'),
  property('description', 'Description', 'string', 'textarea'),
  property('numberofemployees', 'Number of Employees', 'number', 'number'),
  property('annualrevenue', 'Annual Revenue', 'number', 'number'),
  ...businessProperties,
];

export const leadProperties: readonly PropertyDefinition[] = [
  ...commonProperties,
  property('hs_lead_name', 'Lead name', 'string', 'text'),
  property('hs_lead_type', 'Lead type', 'enumeration', 'select'),
];
