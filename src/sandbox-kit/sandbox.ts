import type { Instant } from '../model/native-record.ts';
import type { JsonObject } from '../model/json.ts';

export interface SandboxOptions {
  /** Loopback port; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** How many deals, 0 to 1,000,000. @default 250 */
  readonly deals?: number;
  /** The same seed gives the same company, deals and ids. @default 1 */
  readonly seed?: number;
  /** Where the vendor's clock stands at the start; it then runs with the machine's. @default now */
  readonly now?: Instant;
  /** `off` lifts the vendor's rate limits; they are still counted. @default 'vendor' */
  readonly limits?: 'vendor' | 'off';
  /** Faults switched on from the start, as `sandbox --fault` spells them. */
  readonly faults?: readonly string[];
  /** Added to each answer, in milliseconds. @default 0 */
  readonly latencyMs?: number;
  /**
   * Called before each request of the vendor's API is answered, and awaited: whatever it changes happens between two
   * answers. Requests of its own that come in meanwhile are answered without a call.
   */
  readonly onRequest?: (request: SeenRequest) => void | Promise<void>;
}

/** A request as `onRequest` is told of it. */
export interface SeenRequest {
  readonly method: string;
  /** Decoded, without query. */
  readonly path: string;
}

/** An emulated vendor that is running. */
export interface RunningSandbox {
  readonly connector: string;
  /** What a connection's `baseUrl` is set to. */
  readonly baseUrl: string;
  /** Where the endpoints of the sandbox itself lie: `control`, over HTTP. */
  readonly controlUrl: string;
  /** Credentials this sandbox accepts, in the connector's own schema. */
  readonly credentials: JsonObject;
  /** Edits, deletes, merges, clock and faults; also over HTTP, below `controlUrl`. */
  readonly control: SandboxControl;
  close(): Promise<void>;
}

/** One way for every vendor to change what is behind the API, as the vendor's own people would in its UI. */
export interface SandboxControl {
  /** Ids of the deals that exist and are not deleted, ascending; a window of them for large sandboxes. */
  ids(options?: { readonly offset?: number; readonly limit?: number }): Promise<readonly string[]>;
  /** The deal as its single-record endpoint would show it now; undefined where it would say 404. */
  truth(id: string): Promise<JsonObject | undefined>;
  create(changes: JsonObject): Promise<string>;
  /** Native fields, in the vendor's own words. Moves the change time as the vendor does. */
  edit(id: string, changes: JsonObject): Promise<void>;
  delete(id: string): Promise<void>;
  /** Vendors without restore throw. */
  restore(id: string): Promise<void>;
  /** Merges `from` into `into`; resolves to the surviving id. Vendors without merge throw. */
  merge(into: string, from: string): Promise<string>;
  /**
   * Gives another name to a row of a table that deals refer to, such as a stage or a label, and moves no deal's change
   * time. Which tables there are is the vendor's own.
   */
  rename(table: string, id: string, name: string): Promise<void>;
  advanceClock(ms: number): Promise<void>;
  now(): Instant;
  fault(spec: string): void;
  clearFaults(): void;
  /** What the server has counted since the start. */
  stats(): SandboxStats;
}

export interface SandboxStats {
  readonly requests: number;
  /** Requests by `METHOD /path/pattern`. */
  readonly byRoute: Readonly<Record<string, number>>;
  /** Requests the server refused for a limit. */
  readonly rateLimited: number;
  /** Highest use of each rolling window, and its limit. */
  readonly windows: Readonly<Record<string, { readonly limit: number; readonly peak: number }>>;
}

export interface SandboxDefinition {
  readonly connector: string;
  /** Faults this vendor knows, with a sentence each. */
  readonly faults: Readonly<Record<string, string>>;
  start(options?: SandboxOptions): Promise<RunningSandbox>;
}
