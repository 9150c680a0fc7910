import type { CredentialSlot } from '../../src/http/index.ts';

/** A slot within this process, for tests of what is built on slots. Its leases end when `endLease` says so. */
export interface MemorySlot extends CredentialSlot {
  text: string | undefined;
  holder: string | undefined;
  endLease(): void;
}

export function memorySlot(): MemorySlot {
  const slot: MemorySlot = {
    place: 'the memory',
    text: undefined,
    holder: undefined,
    endLease: () => (slot.holder = undefined),
    read: async () => slot.text,
    async write(text, holder) {
      if (slot.holder !== holder) return false;
      slot.text = text;
      return true;
    },
    async lock(holder) {
      if (slot.holder !== undefined) return false;
      slot.holder = holder;
      return true;
    },
    async unlock(holder) {
      if (slot.holder === holder) slot.holder = undefined;
    },
  };
  return slot;
}
