import type { Crm, Opportunity } from '../../../../src/index.ts';
import type { TimeoutOptions } from '../../../../src/http/session-options.ts';
import type { RunningSandbox, SeenRequest } from '../../../../src/sandbox-kit/index.ts';
import { isJsonObject, type JsonObject } from '../../../../src/model/json.ts';
import { listAt, objectAt } from '../../../mapping/write/worlds/world.ts';
import { noteFault } from './met-operations.ts';
import { connectTo, some, startEmulated, type EmulatedName } from '../../../support/emulated-vendor.ts';

/** What of a record the writes of these tests change; undefined where there is no record. */
export type State =
  | (Partial<Pick<Opportunity, 'title' | 'monetaryAmount' | 'contactIds' | 'companyId' | 'companyName'>> & {
      /** Contacts with the labels that they have, where the account reads by one. */
      readonly labels?: readonly string[];
    })
  | undefined;

/** An emulated vendor that can fail in the middle of a write. */
export interface FaultyAccount {
  readonly id: EmulatedName;
  readonly sandbox: RunningSandbox;
  readonly crm: Crm;
  readonly contacts: readonly string[];
  readonly companies: readonly string[];
  /** Writing requests since the last `watch` or `fail`, in the order they came. */
  seen(): readonly SeenRequest[];
  /** Calls this before each writing request is carried out. */
  watch(before: () => Promise<void>): void;
  /**
   * Lets the writing request with this number meet a fault, and what comes after it the faults that follow; the last
   * of them stays on where it is `lasting`.
   */
  fail(number: number, faults: readonly string[], lasting: boolean): void;
  /** Ends faults and counting. */
  calm(): void;
  state(id: string): Promise<State>;
  /** Ids of all deals that are not deleted. */
  ids(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openFaultyAccount(
  id: EmulatedName,
  timeouts: TimeoutOptions = {},
  overlays: readonly string[] = [],
): Promise<FaultyAccount> {
  let seen: SeenRequest[] = [];
  let before: ((request: SeenRequest) => void | Promise<void>) | undefined;
  const sandbox = await startEmulated(id, {
    deals: 12,
    seed: 5,
    onRequest: (request) => {
      if (!isWrite(request)) return;
      seen.push(request);
      return before?.(request);
    },
  });
  const crm = await connectTo(sandbox, { retry: { attempts: 3, budget: 1e6 }, timeouts, overlays });
  const ids = () => sandbox.control.ids({ limit: 10_000 });
  return {
    id,
    sandbox,
    crm,
    contacts: await some(crm, id, 'contacts'),
    companies: await some(crm, id, 'companies'),
    seen: () => seen,
    watch(listener) {
      seen = [];
      before = listener;
    },
    fail(number, faults, lasting) {
      seen = [];
      before = (request) => {
        const at = seen.length - number;
        const fault = faults[at] ?? (lasting && at >= faults.length ? faults.at(-1) : undefined);
        if (fault === undefined) return;
        noteFault(id, request);
        sandbox.control.fault(`${fault}@${request.method} /`);
      };
    },
    calm() {
      before = undefined;
      sandbox.control.clearFaults();
    },
    async state(which) {
      // Not all vendors stop showing what is deleted.
      if (!(await ids()).includes(which)) return undefined;
      const raw = await crm.opportunities.get(which, { raw: true });
      if (raw === undefined) return undefined;
      const found = raw.opportunity;
      const { title, monetaryAmount = null, contactIds = [], companyId = null } = found;
      // Of one with an id, the name is that company's.
      const named =
        companyId === null && typeof found.companyName === 'string' ? { companyName: found.companyName } : {};
      return {
        title,
        monetaryAmount,
        contactIds: contactIds.toSorted(),
        companyId,
        ...named,
        ...(overlays.length === 0 ? {} : { labels: labelsIn(raw.native.body) }),
      };
    },
    ids,
    async close() {
      await crm.close();
      await sandbox.close();
    },
  };
}

/** Each contact with each name that its link has. */
function labelsIn(native: JsonObject): readonly string[] {
  const links = listAt(objectAt(objectAt(native, 'associations'), 'contacts'), 'results');
  return links
    .filter(isJsonObject)
    .map(({ id, type }) => `${String(id)} ${String(type)}`)
    .toSorted();
}

/** Some vendors take a POST for reading, too. */
function isWrite({ method, path }: SeenRequest): boolean {
  return method !== 'GET' && !/\/(?:search|batch\/read)$/.test(path);
}
