import { describe, expect, test } from 'vitest';
import { Secrets } from '../../../src/cli/output/secrets.ts';

describe('secrets', () => {
  test('are hidden plain, in a URL and inside JSON', () => {
    const secrets = new Secrets();
    const token = 'to"ken/+=1';
    secrets.add({ nested: [{ token }] });

    const text = `${token} ?t=${encodeURIComponent(token)} ${JSON.stringify({ token })}`;

    expect(secrets.hide(text)).toBe('[hidden] ?t=[hidden] {"token":"[hidden]"}');
  });

  test('that contain each other leave nothing behind', () => {
    const secrets = new Secrets();
    secrets.add({ apiKey: 'abcd', accessToken: 'abcdefgh' });

    expect(secrets.hide('abcdefgh abcd')).toBe('[hidden] [hidden]');
  });

  test('leave plain words alone that are no secret', () => {
    const secrets = new Secrets();
    secrets.add({ companyDomain: 'acme', userEmail: 'ann@acme.example', apiToken: 'acmetoken' });

    expect(secrets.hide('acme, ann@acme.example, acmetoken')).toBe('acme, [hidden], [hidden]');
  });
});
