import { builtInFaults } from './built-in-faults.ts';
import { parseFault, type FaultSpec } from './fault-spec.ts';
import type { SandboxAnswer, SandboxRequest } from '../server/http-message.ts';
import { SandboxError } from '../sandbox-error.ts';

/** A fault only one vendor has. */
export interface VendorFault {
  /** One sentence, shown by the command line. */
  readonly description: string;
  /** What the request it meets is answered; undefined lets the request through. */
  readonly answer?: (request: SandboxRequest, value: string | undefined) => SandboxAnswer | undefined;
  /** A fault that changes a setting when it is switched on, instead of meeting requests. */
  readonly switchOn?: (value: string | undefined) => void;
  /** Undoes `switchOn`. */
  readonly switchOff?: () => void;
}

export type VendorFaults = Readonly<Record<string, VendorFault>>;

/** The faults that are on. */
export interface FaultList {
  /** @throws SandboxError for an unknown name or a text that is no fault. */
  add(text: string): void;
  clear(): void;
  /** The faults this request meets, in the order they were added; each is used up by one. */
  take(method: string, path: string): readonly FaultSpec[];
  /** What is still on, as written. */
  active(): readonly string[];
}

/** Every fault a vendor knows, with its sentence. */
export function describeFaults(vendor: VendorFaults): Readonly<Record<string, string>> {
  const own = Object.entries(vendor).map(([name, fault]) => [name, fault.description] as const);
  return { ...builtInFaults, ...Object.fromEntries(own) };
}

/** Opens a list without faults. */
export function openFaultList(vendor: VendorFaults): FaultList {
  const known = describeFaults(vendor);
  let active: { readonly spec: FaultSpec; seen: number; left: number }[] = [];
  return {
    add(text) {
      const spec = parseFault(text);
      if (!(spec.name in known))
        throw new SandboxError('unknown-fault', `This vendor has no fault named ${spec.name}.`, {
          hint: `Known faults: ${Object.keys(known).join(', ')}.`,
        });
      vendor[spec.name]?.switchOn?.(spec.value);
      if (vendor[spec.name]?.switchOn === undefined) active.push({ spec, seen: 0, left: spec.times });
    },
    clear() {
      active = [];
      for (const fault of Object.values(vendor)) fault.switchOff?.();
    },
    take(method, path) {
      const met = active.filter((fault) => {
        if (!concerns(fault.spec, method, path)) return false;
        fault.seen += 1;
        return fault.seen >= fault.spec.from;
      });
      for (const fault of met) fault.left -= 1;
      active = active.filter((fault) => fault.left > 0);
      return met.map((fault) => fault.spec);
    },
    active: () => active.map((fault) => fault.spec.text),
  };
}

function concerns(spec: FaultSpec, method: string, path: string): boolean {
  return (
    (spec.method === undefined || spec.method === method) &&
    (spec.path === undefined || path.includes(spec.path))
  );
}
