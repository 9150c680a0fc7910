import type { CommandSpec } from '../command.ts';

/**
 * Every command by its words, in the order in which help lists them. Each is loaded only when it is needed: whoever
 * checks a mapping does not wait for the emulated vendors.
 */
const commands: Readonly<Record<string, () => Promise<CommandSpec>>> = {
  demo: async () => (await import('./demo.ts')).demo,
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
  'sync run': async () => (await import('./sync-run.ts')).syncRun,
  'sync status': async () => (await import('./sync-status.ts')).syncStatus,
  'sync verify': async () => (await import('./sync-verify.ts')).syncVerify,
  'sync replay': async () => (await import('./sync-replay.ts')).syncReplay,
  'opportunity list': async () => (await import('./opportunity-list.ts')).opportunityList,
  'opportunity get': async () => (await import('./opportunity-get.ts')).opportunityGet,
  'opportunity explain': async () => (await import('./opportunity-explain.ts')).opportunityExplain,
  'opportunity create': async () => (await import('./opportunity-create.ts')).opportunityCreate,
  'opportunity update': async () => (await import('./opportunity-update.ts')).opportunityUpdate,
  'opportunity delete': async () => (await import('./opportunity-delete.ts')).opportunityDelete,
  'opportunity upsert': async () => (await import('./opportunity-upsert.ts')).opportunityUpsert,
  'mapping check': async () => (await import('./mapping-check.ts')).mappingCheck,
  'mapping test': async () => (await import('./mapping-test.ts')).mappingTest,
  'mapping preview': async () => (await import('./mapping-preview.ts')).mappingPreview,
  'mapping explain': async () => (await import('./mapping-explain.ts')).mappingExplain,
  'mapping schema': async () => (await import('./mapping-schema.ts')).mappingSchema,
  'connection list': async () => (await import('./connection-list.ts')).connectionList,
  'connection check': async () => (await import('./connection-check.ts')).connectionCheck,
  'connector list': async () => (await import('./connector-list.ts')).connectorList,
  'connector show': async () => (await import('./connector-show.ts')).connectorShow,
};

const versionFlags: ReadonlySet<string> = new Set(['-V', '--version']);

/** What commands are called. */
export const commandNames: readonly string[] = Object.keys(commands);

/** All commands, for help, for words that name none, and for tests. */
export async function allCommands(): Promise<readonly CommandSpec[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}

/** The one command that a command line names, else those of its noun, else all of them; none for `--version`. */
export async function commandsFor(argv: readonly string[]): Promise<readonly CommandSpec[]> {
  if (argv.length === 1 && versionFlags.has(argv[0] ?? '')) return [];
  const [noun = '', verb = ''] = argv.filter((word) => !word.startsWith('-'));
  const named = [`${noun} ${verb}`, noun].find((words) => Object.hasOwn(commands, words));
  const names = named === undefined ? commandNames.filter((name) => name.startsWith(`${noun} `)) : [named];
  return names.length === 0 ? allCommands() : Promise.all(names.flatMap((name) => commands[name]?.() ?? []));
}
