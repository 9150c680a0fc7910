import { describe, expect, test } from 'vitest';
import { paperRefusal, paperVendor } from '../../../support/paper/paper-vendor.ts';
import { dealsFile, fussyVendor, jsonl, manyTitled, titled, titlesAt } from '../../support/deals-file.ts';

const { folder, create, noted, outcomes, cutAfter } = dealsFile();

describe('a run that goes on from an earlier one', () => {
  test('sends what was refused, failed or not tried, and nothing else', async () => {
    await folder.write('deals.jsonl', titled('a', 'unwelcome', 'odd', 'd'));
    const vendor = paperVendor();
    await create(vendor);
    const before = vendor.deals.size;
    await folder.write('deals.jsonl', titled('a', 'corrected', 'odd', 'd'));

    const { code, out } = await create(vendor, { retry: 'deals.results.jsonl' });

    expect(code).toBe(1);
    expect(out).toContain('4 given = 3 created + 1 ambiguous\n  2 of them by an earlier run');
    expect(vendor.deals.size).toBe(before + 1);
    expect(await outcomes('deals.results-2.jsonl')).toEqual(['created', 'created', 'ambiguous', 'created']);
  });

  test('may be repeated until everything is done', async () => {
    await folder.write('deals.jsonl', titled('a', 'unwelcome'));
    const vendor = fussyVendor();
    await create(vendor);
    await create(vendor, { retry: 'deals.results.jsonl' });
    await folder.write('deals.jsonl', titled('a', 'b'));

    const { code } = await create(vendor, { retry: 'deals.results-2.jsonl' });

    expect(code).toBe(0);
    expect(titlesAt(vendor)).toEqual(['a', 'b']);
  });

  test('takes only the results that know the most', async () => {
    await folder.write('deals.jsonl', titled('a', 'unwelcome'));
    const vendor = paperVendor();
    await create(vendor);
    await create(vendor, { retry: 'deals.results.jsonl' });

    const { code, err } = await create(vendor, { retry: 'deals.results.jsonl' });

    expect(code).toBe(2);
    expect(err).toContain('out of date');
    expect(err).toContain('--retry deals.results-2.jsonl');
  });

  test.each([
    [
      'another line where one was written',
      titled('z', 'b'),
      'deals.jsonl:1 is not the line that was written',
    ],
    ['a line more', titled('a', 'b', 'c'), 'deals.jsonl had 2 lines then, and has 3 now'],
    ['a line less', titled('a'), 'deals.jsonl had 2 lines then, and has 1 now'],
  ])('is refused for %s', async (_what, changed, message) => {
    await folder.write('deals.jsonl', titled('a', 'b'));
    const vendor = paperVendor();
    await create(vendor);
    await folder.write('deals.jsonl', changed);
    const before = vendor.writes.length;

    const { code, err } = await create(vendor, { retry: 'deals.results.jsonl' });

    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(vendor.writes).toHaveLength(before);
  });

  test.each([
    ['no results', '{"title":"a"}\n', 'deals.results.jsonl:1 is no line of results'],
    ['nothing', '', 'deals.results.jsonl:1 is no line of results'],
    [
      'results of another call',
      '{"results":1,"call":"update","connector":"paper","connection":"acme"}\n',
      'the call was update then, and is create now',
    ],
    [
      'results of another connection',
      '{"results":1,"call":"create","connector":"paper","connection":"other"}\n',
      'the connection was other then, and is acme now',
    ],
    [
      'lines that are out of order',
      '{"results":1,"call":"create","connector":"paper","connection":"acme"}\n{"index":1,"line":2,"digest":"x","outcome":"created"}\n',
      'deals.results.jsonl:2 is no line of results',
    ],
  ])('is refused for a file that holds %s', async (_what, text, message) => {
    await folder.write('deals.jsonl', titled('a'));
    await folder.write('deals.results.jsonl', text);
    const vendor = paperVendor();

    const { code, err } = await create(vendor, { retry: 'deals.results.jsonl' });

    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(vendor.writes).toEqual([]);
  });

  test('leaves a create alone whose record exists although a later step failed', async () => {
    await folder.write('deals.jsonl', jsonl({ title: 'a', contactIds: ['c1'] }));
    const vendor = paperVendor();
    vendor.before = ({ path }) => {
      if (path.includes('/contacts/')) throw paperRefusal('invalid-request', { status: 400 });
    };
    await create(vendor);
    vendor.before = () => undefined;

    const { code } = await create(vendor, { retry: 'deals.results.jsonl' });

    expect(code).toBe(1);
    expect(vendor.deals.size).toBe(1);
    expect(await noted('deals.results-2.jsonl')).toMatchObject([
      { outcome: 'failed', id: expect.any(String) },
    ]);
  });
});

describe('a run that is stopped', () => {
  test('ends at a batch, says what was not tried, and can be gone on with', async () => {
    await folder.write('deals.jsonl', manyTitled(450));
    const vendor = paperVendor();
    const stopped = await create(
      vendor,
      {},
      {
        onStart: ({ stop }) => {
          vendor.after = () => {
            if (vendor.deals.size >= 220) stop(new DOMException('Stopped.', 'AbortError'));
          };
        },
      },
    );
    const first = await noted();
    const written = first.filter(({ outcome }) => outcome === 'created').length;

    expect(stopped.code).toBe(4);
    expect(first).toHaveLength(450);
    expect(written).toBe(vendor.deals.size);
    expect(written).toBeLessThan(450);
    expect(first.filter(({ outcome }) => outcome === 'not-tried')).toHaveLength(450 - written);

    vendor.after = () => undefined;
    const { code } = await create(vendor, { retry: 'deals.results.jsonl' });

    expect(code).toBe(0);
    expect(new Set(titlesAt(vendor)).size).toBe(450);
    expect(vendor.deals.size).toBe(450);
  });

  test('by the vendor refusing who asks, ends as failed and tries nothing further', async () => {
    await folder.write('deals.jsonl', manyTitled(450));
    const vendor = paperVendor();
    vendor.before = ({ method }) => {
      if (method !== 'GET' && vendor.deals.size >= 100) throw paperRefusal('auth', { status: 401 });
    };

    const { code, err } = await create(vendor);

    expect(code).toBe(3);
    expect(err).toContain('error[auth]');
    expect((await outcomes()).filter((outcome) => outcome === 'not-tried').length).toBeGreaterThan(300);
  });

  test('by the vendor asking for a pause, may be gone on with', async () => {
    await folder.write('deals.jsonl', manyTitled(450));
    const vendor = paperVendor();
    vendor.before = ({ method }) => {
      if (method !== 'GET' && vendor.deals.size >= 100)
        throw paperRefusal('quota-exhausted', { status: 429 });
    };

    expect(await create(vendor)).toMatchObject({ code: 4 });
  });

  test('before the first answer, leaves everything to be done', async () => {
    await folder.write('deals.jsonl', titled('a'));
    const vendor = paperVendor();
    vendor.before = () => {
      throw paperRefusal('network', { method: 'GET' });
    };

    await create(vendor);

    expect(await outcomes()).toEqual(['not-tried']);
  });
});

describe('a run that was killed', () => {
  test('leaves the lines that were on their way in doubt: they are not sent again', async () => {
    await folder.write('deals.jsonl', titled('a', 'b', 'c'));
    const vendor = paperVendor();
    await create(vendor);
    await cutAfter('deals.results.jsonl', '"line":2,');

    const { code, err } = await create(vendor, { retry: 'deals.results.jsonl' });

    expect(code).toBe(1);
    expect(vendor.deals.size).toBe(3);
    expect(await outcomes('deals.results-2.jsonl')).toEqual(['created', 'ambiguous', 'ambiguous']);
    expect(err).toContain('The run ended while this line was on its way. Look for the record');
  });

  test.each(['{"send', '{"sending":{"from":0,'])(
    'whose file breaks off at %s leaves every line after it in doubt',
    async (part) => {
      await folder.write('deals.jsonl', titled('a', 'b', 'c'));
      const vendor = paperVendor();
      await create(vendor);
      await cutAfter('deals.results.jsonl', part);

      const { code } = await create(vendor, { retry: 'deals.results.jsonl' });

      expect(code).toBe(1);
      expect(vendor.deals.size).toBe(3);
      expect(await outcomes('deals.results-2.jsonl')).toEqual(['ambiguous', 'ambiguous', 'ambiguous']);
    },
  );

  test('and whose file breaks off there while it went on from another one, sends nothing of that one either', async () => {
    await folder.write('deals.jsonl', titled('a', 'unwelcome', 'b'));
    const vendor = fussyVendor();
    await create(vendor);
    await folder.write('deals.jsonl', titled('a', 'corrected', 'b'));
    await create(vendor, { retry: 'deals.results.jsonl' });
    await cutAfter('deals.results-2.jsonl', '{"sending":{');

    await create(vendor, { retry: 'deals.results-2.jsonl' });

    expect(titlesAt(vendor)).toEqual(['a', 'b', 'corrected']);
    expect(await outcomes('deals.results-3.jsonl')).toEqual(['created', 'ambiguous', 'created']);
  });

  test('sends those whose turn had not come', async () => {
    await folder.write('deals.jsonl', manyTitled(250));
    const vendor = paperVendor();
    await create(vendor);
    await cutAfter('deals.results.jsonl', '"line":200,');
    const before = vendor.deals.size;

    await create(vendor, { retry: 'deals.results.jsonl' });

    expect(vendor.deals.size).toBe(before + 50);
  });

  test('while it went on from another one, forgets nothing that one knew', async () => {
    await folder.write('deals.jsonl', titled('a', 'b', 'unwelcome'));
    const vendor = fussyVendor();
    await create(vendor);
    await create(vendor, { retry: 'deals.results.jsonl' });
    await cutAfter('deals.results-2.jsonl', '}\n');
    await folder.write('deals.jsonl', titled('a', 'b', 'corrected'));

    const { code } = await create(vendor, { retry: 'deals.results-2.jsonl' });

    expect(code).toBe(0);
    expect(titlesAt(vendor)).toEqual(['a', 'b', 'corrected']);
  });
});
