import type { ConnectorId, Crm } from '../../../src/index.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import type { CustomFieldDefinition } from '../../../src/connector-kit/index.ts';
import type { Dice } from '../../mapping/write/worlds/dice.ts';
import type { Account, Moves } from '../../mapping/write/worlds/world.ts';

/** What a vendor's account has that nothing but the vendor's own API tells. */
export interface Linkable {
  readonly contacts: readonly string[];
  readonly companies: readonly string[];
  readonly leads: readonly string[];
}

/** All that tells one vendor from another where the laws of writing are checked against its emulation. */
export interface LawVendor {
  readonly id: ConnectorId;
  readonly currencies: readonly string[];
  moves(account: Account): Moves;
  linkable(crm: Crm): Promise<Linkable>;
  /** False for rows that are listed and cannot be written any more. */
  isChoice?(table: string, key: string, row: JsonObject): boolean;
  /** False for records that take no change. */
  isOpen?(native: JsonObject): boolean;
  customValues?(
    definition: CustomFieldDefinition,
    dice: Dice,
    account: Omit<Account, 'customValues'>,
  ): JsonValue | undefined;
  /** Fields that the mapping can write and the emulated account has no use for: only the pure laws try them. */
  readonly unused?: readonly string[];
  /** Fields that only some of the emulated accounts have, and few of their deals: to be written twice at least. */
  readonly seldom?: readonly string[];
}

/** One emulated account and how much is written to it. */
export interface LawWorld {
  readonly says: string;
  readonly seed: number;
  readonly deals: number;
  /** How often each deal is written. */
  readonly rounds: number;
  readonly creates: number;
  readonly faults?: readonly string[];
  readonly overlays: readonly string[];
  readonly listsContacts: boolean;
  /** True where an overlay reads who the primary contact is from a label of the account's own. */
  readonly marksPrimary?: boolean;
  /** The account's calendar, where the vendor's own is another. */
  readonly timezone?: string;
}
