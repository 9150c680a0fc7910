import { readFileSync } from 'node:fs';
import { sandbox } from '../connectors/hubspot/sandbox/index.ts';
import { hubspot } from '../connectors/hubspot/index.ts';
import { openSession } from '../src/http/index.ts';
import { loadMapping, lookupTablesFromJson } from '../src/mapping/index.ts';
import type { CustomFieldDefinition } from '../src/connector-kit/index.ts';
import type {
  BoundMapping,
  CompiledMapping,
  LookupTables,
  SourceFile,
} from '../src/mapping/mapping-types.ts';
import type { Opportunity } from '../src/model/index.ts';

/** The files of a bundled mapping; `object` is what the vendor calls a deal. */
export function bundledFiles(
  vendor: string,
  object: string,
): { descriptor: SourceFile; mapping: SourceFile } {
  return {
    descriptor: source(`connectors/${vendor}/${object}.native.yaml`),
    mapping: source(`mappings/${vendor}/opportunity.yaml`),
  };
}

export const mappingFiles = bundledFiles('hubspot', 'deal');

export const overlayFile = source('mappings/hubspot/overlays/pipeline-labels.yaml');

export const account = { currency: 'EUR', timezone: 'US/Eastern' };

export interface HubspotPages {
  /** Answers of the list endpoint, 100 deals each, as they came over the wire. */
  readonly texts: readonly string[];
  readonly bytes: number;
  readonly records: number;
  readonly mapping: CompiledMapping<Opportunity>;
  readonly bound: BoundMapping<Opportunity>;
  readonly lookups: LookupTables;
  readonly catalogue: readonly CustomFieldDefinition[];
}

function source(file: string): SourceFile {
  return { file, text: readFileSync(new URL(`../${file}`, import.meta.url), 'utf8') };
}

/** Pages of the emulated vendor with all the properties that the mapping asks for, and the tables it needs. */
export async function hubspotPages(pages: number): Promise<HubspotPages> {
  const vendor = await sandbox.start({ deals: pages * 100, seed: 7, limits: 'off' });
  try {
    const session = openSession({
      connector: hubspot,
      credentials: vendor.credentials,
      baseUrl: vendor.baseUrl,
      limits: 'off',
    });
    const resource = hubspot.resources['opportunity'];
    if (resource === undefined) throw new Error('no resource');
    const catalogue: readonly CustomFieldDefinition[] = (await resource.customFields?.(session)) ?? [];
    const { mapping } = loadMapping({ ...mappingFiles, catalogue });
    if (mapping === undefined) throw new Error('the bundled mapping does not check');

    const tables: Record<string, Record<string, Record<string, unknown>>> = {};
    for (const [name, lookup] of Object.entries(resource.lookups)) {
      if (lookup.load === 'all')
        tables[name] = Object.fromEntries(
          (await lookup.rows(session)).map(({ key, columns }) => [key, columns]),
        );
    }
    const lookups: LookupTables = lookupTablesFromJson(tables);

    const texts: string[] = [];
    const plan = {
      paths: mapping.paths,
      customFieldKeys: catalogue.map(({ key }) => key),
      lookups: mapping.lookups,
    };
    for await (const page of resource.list(session, { plan })) {
      if (page.records.length < 100) continue;
      texts.push(JSON.stringify({ results: page.records.map((record) => record.body) }));
    }
    session.close();
    return {
      texts,
      bytes: texts.reduce((sum, text) => sum + text.length, 0),
      records: texts.length * 100,
      mapping,
      lookups,
      catalogue,
      bound: mapping.bind({ lookups, account, catalogue }),
    };
  } finally {
    await vendor.close();
  }
}
