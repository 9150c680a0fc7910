import type { GoldenCase } from './golden-case.ts';

const head = 'overlay: 1\nextends: acme/opportunity\n';

/** Mistakes in overlays. */
export const overlayCases: readonly GoldenCase[] = [
  {
    says: 'a catch-all among custom mappings',
    code: 'E108',
    overlays: [`${head}customMappings: { ▸a: { collect: extra.*, item: { id: $key, value: $value } } }\n`],
    message: '"collect" does not give a value of customMappings.a',
    hint: 'one of from, const, first, combine does',
  },
  {
    says: 'a custom mapping that is not supported',
    code: 'E108',
    overlays: [`${head}customMappings: { ▸a: { unsupported: "no" } }\n`],
    message: '"unsupported" does not give a value of customMappings.a',
    hint: 'one of from, const, first, combine does',
  },
  {
    says: 'a record that an overlay takes the id from',
    code: 'E108',
    overlays: [`${head}override: { ▸id: { unsupported: "no" } }\n`],
    message: 'id cannot be left out',
    hint: 'map it',
  },
  {
    says: 'an overlay of another mapping',
    code: 'E101',
    overlays: ['overlay: 1\nextends: ▸acme/oportunity\n'],
    message: '"extends" should be acme/opportunity',
    hint: 'did you mean "acme/opportunity"?',
  },
  {
    says: 'a type that nobody can guess',
    code: 'E102',
    overlays: [`${head}customMappings: { ▸a: { first: [{ from: name }, { from: note }] } }\n`],
    message: 'the type of a is not clear',
    hint: 'add  to: one of id, text',
  },
  {
    says: 'an unknown field that is overridden',
    code: 'E104',
    overlays: [`${head}override: { ▸descripton: name }\n`],
    message: 'there is no unified field "descripton"',
    hint: 'did you mean "description"?',
  },
  {
    says: 'an unknown key of an overlay',
    code: 'E105',
    overlays: [`${head}▸overide: {}\n`],
    message: 'an overlay has no key "overide"',
    hint: 'did you mean "override"?',
  },
  {
    says: 'an overlay that is a list',
    code: 'E106',
    overlays: ['▸[]\n'],
    message: 'an overlay should be a map, not a list',
    hint: 'write a map here',
  },
  {
    says: 'custom mappings that are a list',
    code: 'E106',
    overlays: [`${head}customMappings: ▸[name]\n`],
    message: '"customMappings" should be a map, not a list',
    hint: 'write a map here',
  },
  {
    says: 'more than 200 rules',
    code: 'E106',
    overlays: [`${head}customMappings:\n${numbered(200)}  ▸k200: name\n`],
    message: 'an overlay has at most 200 rules',
    hint: 'divide it into several overlays',
  },
  {
    says: 'custom mappings that find no home',
    code: 'E108',
    lines: '  customMappings: { unsupported: "not here" }',
    overlays: [`${head}customMappings: { ▸a: name }\n`],
    message: 'the mapping takes no customMappings',
    hint: 'its field customMappings is not  overlay: true',
  },
  {
    says: 'an unknown unified type',
    code: 'E109',
    overlays: [`${head}customMappings: { a: { from: name, to: ▸txt } }\n`],
    message: '"to" is one of id, text',
    hint: 'did you mean "text"?',
  },
  {
    says: 'a key that reaches a prototype',
    code: 'E111',
    overlays: [`${head}customMappings: { ▸__proto__: name }\n`],
    message: '"__proto__" is not allowed as a key',
    hint: 'give it another name',
  },
  {
    says: 'an unknown native field in an overlay',
    code: 'E113',
    overlays: [`${head}customMappings: { a: ▸nam }\n`],
    message: 'acme/deal has no field "nam"',
    hint: 'did you mean "name"?',
  },
  {
    says: 'a native field of an overlay with an unknown type',
    code: 'E109',
    overlays: [`${head}nativeFields: { tier: { type: ▸txt } }\n`],
    message: 'a native type is one of text',
    hint: 'did you mean "text"?',
  },
  {
    says: 'a second overlay that is wrong',
    code: 'E120',
    overlays: [
      `${head}customMappings: { a: name }\n`,
      `${head}customMappings: { a: { from: ▸made, to: boolean } }\n`,
    ],
    message: 'cannot turn datetime into boolean',
    hint: 'bool, bool-text can',
  },
];

function numbered(count: number): string {
  return Array.from({ length: count }, (_, index) => `  k${index}: name\n`).join('');
}
