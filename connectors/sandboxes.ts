import type { SandboxDefinition } from '../src/sandbox-kit/index.ts';
import { sandbox as copper } from './copper/sandbox/index.ts';
import { sandbox as hubspot } from './hubspot/sandbox/index.ts';
import { sandbox as pipedrive } from './pipedrive/sandbox/index.ts';

/** The emulated vendors. Only the command line and tests import them. */
export const sandboxes: readonly SandboxDefinition[] = [hubspot, pipedrive, copper];
