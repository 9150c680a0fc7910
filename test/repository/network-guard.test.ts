import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';

function failure(sent: { on(event: 'error', listener: (error: Error) => void): unknown }): Promise<Error> {
  return new Promise((resolve) => void sent.on('error', resolve));
}

test('no test reaches anything but this machine, whatever it asks with', async () => {
  const refused = { code: 'ENETUNREACH' };

  await expect(failure(connect(80, '192.0.2.1'))).resolves.toMatchObject(refused);
  await expect(failure(connect({ host: 'vendor.example', port: 443 }))).resolves.toMatchObject(refused);
  await expect(failure(request('http://vendor.example/deals').end())).resolves.toMatchObject(refused);
  await expect(fetch('http://vendor.example/deals')).rejects.toMatchObject({ cause: refused });
});
