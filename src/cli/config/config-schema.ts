import { z } from 'zod';
import { isTimeZone } from '../../model/zoned-date.ts';

// What is wrong with a value is said in config-mistake.ts.
const Text = z.string().min(1);

/** Values from the environment are looked at once they are known. */
const isVariable = (text: string): boolean => text.includes('${');
const TimeZone = Text.refine(
  (text) => isVariable(text) || isTimeZone(text),
  'has to be an IANA name, such as Europe/Berlin',
);

const AccountSettings = z.strictObject({
  currency: Text.refine(
    (text) => isVariable(text) || /^[A-Z]{3}$/.test(text),
    'has to be three capital letters (ISO 4217)',
  )
    .exactOptional()
    .describe('The account’s currency, where the vendor does not say it: ISO 4217.'),
  timezone: TimeZone.exactOptional().describe(
    'The account’s time zone, where the vendor does not say it: an IANA name.',
  ),
});

const Schedule = z.union(
  [
    z.strictObject({ every: Text.describe('A span such as 5m, 2h or 1d, from start to start.') }),
    z.strictObject({
      cron: Text.describe('A cron expression of five fields.'),
      timezone: TimeZone.exactOptional().describe('Its time zone, an IANA name. UTC where nothing is said.'),
    }),
  ],
  { error: 'has to have `every`, or `cron` and perhaps `timezone`' },
);

/** How a connection is synced. */
export const SyncConfig = z.strictObject({
  schedule: Schedule.exactOptional().describe('When `sync run --scheduled` runs it.'),
  sweepEvery: Text.exactOptional().describe(
    'How often everything is read again, to see what no change time shows: a span such as 7d, or never.',
  ),
  overlap: Text.exactOptional().describe(
    'How far before the watermark changes are read again, a span such as 30m; never less than the vendor needs.',
  ),
  hardDelete: z
    .boolean({ error: 'has to be true or false' })
    .exactOptional()
    .describe('Removes the rows of deleted records instead of marking them.'),
  columns: z
    .boolean({ error: 'has to be true or false' })
    .exactOptional()
    .describe('Makes a view in which each custom mapping of the connection is a column.'),
});
export type SyncConfig = z.infer<typeof SyncConfig>;

/** One customer's account at a vendor. */
export const ConnectionConfig = z.strictObject({
  connector: Text.describe('Name of a connector; `opportune connector list` shows them.'),
  credentials: z
    .record(z.string(), Text)
    .exactOptional()
    .describe('What the connector asks for. Take secrets from the environment: ${NAME}.'),
  baseUrl: Text.exactOptional().describe(
    'Another server that speaks the vendor’s API; loopback needs no permission.',
  ),
  allowCustomOrigin: z
    .boolean()
    .exactOptional()
    .describe('Lets baseUrl leave the vendor’s own origins. The credentials are sent there.'),
  tokenUrl: Text.exactOptional().describe(
    'Where OAuth access is renewed instead of at the vendor; goes with baseUrl, and needs the same permission.',
  ),
  mapping: Text.exactOptional().describe('A mapping file to use instead of the bundled one.'),
  overlays: z
    .array(Text)
    .exactOptional()
    .describe('Overlays on the mapping, in order: paths, or names of bundled ones.'),
  account: AccountSettings.exactOptional(),
  to: Text.exactOptional().describe('Where `sync run` writes: sqlite:FILE, postgres://… or jsonl:FILE.'),
  sync: SyncConfig.exactOptional(),
});
export type ConnectionConfig = z.infer<typeof ConnectionConfig>;

/** `opportune.yaml`. */
export const Config = z.strictObject({
  connections: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a connection’s name has letters, digits, . _ and - only'),
      ConnectionConfig,
    )
    .exactOptional()
    .describe('Connections by the name you give them, such as acme: { connector: hubspot }.'),
  to: Text.exactOptional().describe('Where `sync run` writes what no connection says otherwise.'),
  sync: SyncConfig.exactOptional().describe('How connections are synced that do not say otherwise.'),
});
export type Config = z.infer<typeof Config>;

/** Keys that are known at a place of the configuration; undefined where names are free. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] | undefined {
  if (path.length === 0) return Object.keys(Config.shape);
  if (path[0] === 'connections' && path.length === 2) return Object.keys(ConnectionConfig.shape);
  if (path[0] === 'connections' && path[2] === 'account') return Object.keys(AccountSettings.shape);
  if (path.at(-1) === 'sync') return Object.keys(SyncConfig.shape);
  return undefined;
}

/** One sentence about what belongs at a place of the configuration; undefined where names are free. */
export function meaningOf(path: readonly PropertyKey[]): string | undefined {
  const [section, name, key, inner] = path;
  if (section !== 'connections') return shapeMeaning(Config.shape, section);
  if (path.length === 2) return `Write a connection as ${String(name)}: { connector: hubspot }.`;
  if (key === 'account' && inner !== undefined) return shapeMeaning(AccountSettings.shape, inner);
  return path.length === 1 ? shapeMeaning(Config.shape, section) : shapeMeaning(ConnectionConfig.shape, key);
}

function shapeMeaning(
  shape: Readonly<Record<string, z.ZodType>>,
  key: PropertyKey | undefined,
): string | undefined {
  const name = String(key);
  return Object.hasOwn(shape, name) ? shape[name]?.description : undefined;
}

/** The configuration as JSON Schema (draft 2020-12), for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return { title: 'opportune.yaml', ...z.toJSONSchema(Config, { io: 'input' }) };
}
