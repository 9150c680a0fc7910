import { Order } from './order.ts';
import { loadFor, syncOnce } from './sync-once.ts';

// One sync in a process of its own, which waits for its order with everything loaded: work is killed, not loading.
// Without somebody to give one it only loads, which leaves compiled code behind for the others.
await loadFor(process.argv[2] ?? '');
process.once('message', (message) => void carryOut(Order.parse(message)));
process.send?.({ ready: true });

async function carryOut(order: Order): Promise<void> {
  const { status } = await syncOnce(order);
  process.send?.({ status });
  process.disconnect();
}
