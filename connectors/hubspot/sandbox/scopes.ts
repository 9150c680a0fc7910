import type { SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import { findObjectType, objectTypes } from './object-types.ts';

/** Scope to read the objects the path names. */
export function readScopes({ params }: SandboxRequest): readonly string[] {
  const type = findObjectType(params['type'] ?? '');
  return type === undefined ? [] : [`crm.objects.${type.scope}.read`];
}

/** Scope to write the objects the path names. */
export function writeScopes({ params }: SandboxRequest): readonly string[] {
  const type = findObjectType(params['type'] ?? '');
  return type === undefined ? [] : [`crm.objects.${type.scope}.write`];
}

/** Definitions, pipelines and associations open to any scope that reads a kind of object. */
export function anyReadScope(): readonly string[] {
  return objectTypes.map(({ scope }) => `crm.objects.${scope}.read`);
}

/** Scope to change the definitions of the objects the path names: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes (the page was not opened). */
export function schemaWriteScopes({ params }: SandboxRequest): readonly string[] {
  const type = findObjectType(params['type'] ?? '');
  return type === undefined ? [] : [`crm.schemas.${type.scope}.write`];
}

export function ownerScopes(): readonly string[] {
  return ['crm.objects.owners.read'];
}

export function currencyScopes(): readonly string[] {
  return ['settings.currencies.read'];
}
