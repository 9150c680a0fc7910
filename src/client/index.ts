export type { CallOptions, GetOptions } from './call-options.ts';
export * from './client-error.ts';
export * from './connection-options.ts';
export * from './connection-types.ts';
export * from './crm.ts';
export * from './writes/index.ts';
export { bundledOverlays, type GivenText } from './mapping-files.ts';
export { loadConnectionMapping, openConnection } from './open-connection.ts';
export type { MissingPermission } from './or-undefined.ts';
export type {
  ListOpportunitiesOptions,
  OpportunityList,
  OpportunityPage,
  RawOpportunity,
} from './opportunity-list.ts';
