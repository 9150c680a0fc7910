import { VendorError, type QueryValue } from '../../../src/connector-kit/index.ts';
import type { Asked } from './asked.ts';

/** Encoded length from which values are read by POST. HubSpot answers 414 somewhere between 8,000 and 16,000. */
const longestUrl = 4000;

/** Host, path and the small parameters, generously. */
const restOfUrl = 200;

/** Properties that every deal is listed with where its values come from a batch read. */
const fewProperties = ['hs_lastmodifieddate'];

type Query = Readonly<Record<string, QueryValue>>;

/** True where all properties fit into the URL of a GET. */
export function fitsIntoUrl({ properties }: Asked): boolean {
  return restOfUrl + encodeURIComponent(properties.join(',')).length <= longestUrl;
}

/** What a GET of deals asks for besides its place in the listing. */
export function dealQuery({ properties, objects }: Asked, valuesInUrl: boolean, archived: boolean): Query {
  return {
    properties: (valuesInUrl ? properties : fewProperties).join(','),
    associations: objects.size === 0 ? undefined : [...objects].join(','),
    archived: archived ? true : undefined,
  };
}

/** True for HubSpot's word that the URL was too long after all. */
export function wasTooLong(error: unknown): boolean {
  return error instanceof VendorError && error.details.status === 414;
}
