import { Socket } from 'node:net';

const thisMachine = /^(?:localhost|127(?:\.\d+){3}|::1)$/;

type Connect = typeof Socket.prototype.connect;

/** Where a socket was told to go; undefined for a path on this machine. */
function hostOf(args: readonly unknown[]): string | undefined {
  // Node itself hands over one list of the options and the listener.
  const [first, second]: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'number') return typeof second === 'string' ? second : 'localhost';
  if (typeof first !== 'object' || first === null || ('path' in first && typeof first.path === 'string'))
    return undefined;
  return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
}

const connect: Connect = Socket.prototype.connect;

function guarded(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host === undefined || thisMachine.test(host)) return Reflect.apply(connect, this, args);
  const refused = Object.assign(new Error(`a test asked for ${host}`), { code: 'ENETUNREACH' });
  queueMicrotask(() => this.destroy(refused));
  return this;
}

/** From here on no socket of this process goes beyond this machine: no test may talk to anything else. */
export function keepToThisMachine(): void {
  Socket.prototype.connect = guarded;
}

/** Undoes it, for a test of what looks a host up, with a lookup of its own. */
export function trustTheLookup(): void {
  Socket.prototype.connect = connect;
}
