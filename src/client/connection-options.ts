import type { Connector } from '../connector-kit/connector.ts';
import type { Log } from '../connector-kit/vendor-session.ts';
import type { SessionOptions } from '../http/session-options.ts';
import type { GivenText } from './mapping-files.ts';

/** Everything about a connection but which connector and with what credentials. */
export interface ConnectionSettings<Credentials = unknown> {
  /**
   * Where requests go instead of the vendor: loopback freely, any other origin only with `allowCustomOrigin`.
   *
   * @default the vendor's own
   */
  readonly baseUrl?: string | undefined;
  /** @default false */
  readonly allowCustomOrigin?: boolean | undefined;
  /** Where access is renewed instead of the vendor's own token endpoint. */
  readonly tokenUrl?: string | undefined;
  /** Path or text of a mapping file in place of the bundled one. */
  readonly mapping?: string | GivenText | undefined;
  /** Bundled overlays by name (`pipeline-labels`), others by path or text; later ones win. */
  readonly overlays?: readonly (string | GivenText)[] | undefined;
  /** What the account says about itself, where the vendor does not say it or is wrong. */
  readonly account?: { readonly currency?: string; readonly timezone?: string } | undefined;
  /** Ends every call of the connection. */
  readonly signal?: AbortSignal | undefined;
  /** Where warnings and notes go. @default nowhere */
  readonly log?: Log | undefined;
  /** Where renewed credentials are kept for all processes that use this connection: see `sharedCredentials`. */
  readonly credentialStore?: SessionOptions['credentialStore'];
  /** For a process of its own, in place of a store: keeps renewed credentials. They are used only after this resolved. */
  readonly saveCredentials?: ((credentials: Credentials) => Promise<void>) | undefined;
  /** `off` does not keep the vendor's rate limits: for vendors that only exist on this machine. @default 'vendor' */
  readonly limits?: 'vendor' | 'off' | undefined;
  /** Tries, waits and their bounds. */
  readonly retry?: SessionOptions['retry'];
  readonly timeouts?: SessionOptions['timeouts'];
}

/** What a connection is opened with. */
export interface ConnectionOptions extends ConnectionSettings {
  readonly connector: Connector;
  /** Checked by the connector's own schema. */
  readonly credentials: unknown;
}
