import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttableRelay {
  /** The server's address with this relay in its place. */
  readonly url: string;
  /** Ends every connection, as the system does for a process that is killed; no new one gets through. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Stands between a client and the server at `url`. */
export async function cuttableRelay(url: string): Promise<CuttableRelay> {
  const target = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;
  const relay = createServer((near) => {
    const far = connect(Number(target.port === '' ? 5432 : target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    if (isCut) near.destroy();
    near.pipe(far).pipe(near);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const address = relay.address();
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: through.href,
    cut,
    mend: () => {
      isCut = false;
    },
    async close() {
      cut();
      relay.close();
      await once(relay, 'close');
    },
  };
}
