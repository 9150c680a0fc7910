import { describe, expect, test } from 'vitest';
import { didYouMean, suggestion } from '../../src/cli/did-you-mean.ts';

describe('did you mean', () => {
  test.each([
    ['conector', 'connector'],
    ['acheck', undefined],
    ['credentails', 'credentials'],
    ['HUBSPOT', 'hubspot'],
    ['x', undefined],
  ])('%j was probably %j', (word, meant) => {
    expect(didYouMean(word, ['connector', 'credentials', 'overlays', 'hubspot'])).toBe(meant);
  });

  test('lists what there is where nothing is near', () => {
    expect(suggestion('zoho', ['copper', 'hubspot'])).toBe('known: copper, hubspot');
  });
});
