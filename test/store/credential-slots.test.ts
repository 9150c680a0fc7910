import { instantFromMs, msFromInstant } from '../../src/model/instant.ts';
import { testCredentialSlot } from '../support/credential-slot-contract.ts';
import { now } from './page-of.ts';
import { lastingStores } from './stores.ts';
import { onEach } from './with-store.ts';

onEach('a row of renewed access', lastingStores, ({ open }) => {
  testCredentialSlot('a row', async () => {
    let ms = msFromInstant(now);
    const store = await open({ now: () => instantFromMs(ms) ?? '' });
    return {
      open: (connection) => store.credentialSlot(connection),
      endLeases: async () => {
        ms += 120_000;
      },
    };
  });
});
