import { copper } from './copper/index.ts';
import { hubspot } from './hubspot/index.ts';
import { pipedrive } from './pipedrive/index.ts';

/** The bundled connectors, by id. A new vendor is a folder beside this file and a line here. */
export const connectors = { copper, hubspot, pipedrive } as const;
