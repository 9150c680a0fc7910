import { describe, expect, test } from 'vitest';
import { nearestWord, suggestion } from '../../src/cli/suggestion.ts';

describe('what was probably meant', () => {
  test.each([
    ['conector', 'connector'],
    ['credentails', 'credentials'],
    ['overlay', 'overlays'],
    ['HUBSPOT', 'hubspot'],
    ['acheck', undefined],
    ['x', undefined],
    ['over', 'overlays'],
    ['connectorOfAcme', 'connector'],
    ['hubspotSandboxOfAcme', undefined],
  ])('by %j is %j', (word, meant) => {
    expect(nearestWord(word, ['connector', 'credentials', 'overlays', 'hubspot'])).toBe(meant);
  });

  test('is asked, or else what there is gets listed', () => {
    expect(suggestion('hubsopt', ['copper', 'hubspot'])).toBe('did you mean "hubspot"?');
    expect(suggestion('zoho', ['copper', 'hubspot'])).toBe('known: copper, hubspot');
  });
});
