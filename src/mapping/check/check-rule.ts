import type { Rule } from '../rules/rule.ts';
import { suggest } from '../did-you-mean.ts';
import { checkCombine } from './check-combine.ts';
import { checkClosedValues, checkCodec, checkConversion } from './check-conversion.ts';
import { checkGuards } from './check-guards.ts';
import { checkClear } from './check-clear.ts';
import { checkPath } from './check-path.ts';
import { unifiedField, type CheckScope } from './check-scope.ts';
import { checkUnifiedValue } from './check-unified-value.ts';
import { checkUnlike, checkUnlikeRules } from './check-unlike.ts';
import { checkWriteWords } from './check-write-words.ts';
import type { PathPlan, SourcePlan, Target, ValuePlan } from './plan.ts';

/** Checks a rule against the vendor's types and the model's; undefined, with findings, where it does not hold. */
export function checkRule(rule: Rule, target: Target, scope: CheckScope): ValuePlan | undefined {
  const before = scope.sink.errors();
  const guards = checkGuards(rule.when ?? [], scope);
  checkWords(rule, target, scope);
  const source = checkSource(rule, target, scope);
  const write = checkWriteWords(rule, target, scope);
  if (source === undefined || scope.sink.errors() > before) return undefined;
  return { kind: 'value', rule, target, guards, source, write };
}

function checkSource(rule: Rule, target: Target, scope: CheckScope): SourcePlan | undefined {
  const { source } = rule;
  switch (source.kind) {
    case 'const':
      return checkUnifiedValue(source.value, target, scope)
        ? { kind: 'const', value: source.value.value }
        : undefined;
    case 'first':
      return checkFirst(source.rules, target, scope);
    case 'combine':
      return checkCombine(source, rule, target, scope);
    case 'from': {
      const paths = source.paths.flatMap(
        (path) => checkPath(path, { account: true, as: rule.as }, scope) ?? [],
      );
      return paths.length === source.paths.length ? checkFrom(rule, paths, target, scope) : undefined;
    }
    default:
      scope.sink.add(
        'E108',
        rule.at,
        `"${source.kind}" does not give a value of ${target.name}`,
        'one of from, const, first, combine does',
      );
      return undefined;
  }
}

function checkFirst(rules: readonly Rule[], target: Target, scope: CheckScope): SourcePlan | undefined {
  rules.forEach((rule, index) => {
    const next = rules[index + 1];
    if (next !== undefined && alwaysGives(rule)) {
      scope.sink.add(
        'E107',
        next.at,
        'entries after this are never reached',
        'a constant without "when" stands last',
      );
    }
  });
  checkUnlikeRules(rules, scope);
  for (const { write } of rules) {
    if (write?.to === undefined) continue;
    const message = '"to" stands with the field itself, not with one of its alternatives';
    scope.sink.add('E108', write.to.at, message, 'move  write:  out of "first"');
  }
  const entries = rules.map((rule) => checkRule(rule, target, scope));
  return entries.every((entry) => entry !== undefined) ? { kind: 'first', entries } : undefined;
}

/** True for a constant, and for alternatives with one among them, unless a condition stands before it. */
function alwaysGives({ source, when }: Rule): boolean {
  if (when !== undefined) return false;
  return source.kind === 'const' || (source.kind === 'first' && source.rules.some(alwaysGives));
}

function checkFrom(
  rule: Rule,
  paths: readonly PathPlan[],
  target: Target,
  scope: CheckScope,
): SourcePlan | undefined {
  for (const path of paths) checkMultitude(rule, path, target, scope);
  checkUnlike(paths, scope);
  checkListWords(rule, paths, target, scope);
  checkClear(rule, paths[0], scope);
  const conversion = checkConversion(rule, paths, target, scope);
  if (conversion === undefined) return undefined;
  const needsCodec = conversion.kind === 'codec' || conversion.miss === 'keep';
  if (conversion.kind === 'codec') for (const path of paths) checkClosedValues(path, target, scope);
  const candidates = paths.map((path) => {
    const facts = { type: path.type, format: path.field.format };
    const codec = needsCodec
      ? checkCodec(facts, target, rule.round === undefined, path.at, scope)
      : undefined;
    return { path, codec };
  });
  return { kind: 'from', candidates, conversion };
}

/** One value where one is wanted, several where a list is. */
function checkMultitude(
  rule: Rule,
  { text, at, isList }: PathPlan,
  target: Target,
  { sink }: CheckScope,
): void {
  if (isList && !target.list && rule.pick === undefined) {
    const hint = text.includes('[]')
      ? `use ${text.replace('[]', '[0]')}, or add  pick: lowest`
      : 'add  pick: lowest';
    sink.add('E122', at, `${target.name} is a single value, ${text} is a list`, hint);
  }
  if (!isList && target.list && rule.list !== true) {
    sink.add('E121', at, `${target.name} is a list, ${text} is a single value`, 'add  list: true');
  }
}

/** Words between one value and several, where every path gives the same already. */
function checkListWords(rule: Rule, paths: readonly PathPlan[], target: Target, { sink }: CheckScope): void {
  if (target.list) {
    if (rule.list !== true || !paths.every(({ isList }) => isList)) return;
    sink.add(
      'E108',
      rule.at,
      '"list" makes one value a list, and every path here is one already',
      'leave "list" out',
    );
  } else if (rule.pick !== undefined && !paths.some(({ isList }) => isList)) {
    sink.add(
      'E108',
      rule.pick.at,
      '"pick" takes one of several values, and no path here is a list',
      'leave "pick" out',
    );
  }
}

/** Words whose meaning depends on what the field is. */
function checkWords(rule: Rule, target: Target, scope: CheckScope): void {
  const { sink } = scope;
  const { pick, startWith, round, default: fallback } = rule;
  if (target.list && pick !== undefined)
    sink.add(
      'E108',
      pick.at,
      `${target.name} is a list: "pick" takes one value of several`,
      'leave "pick" out',
    );
  for (const word of ['unique', 'list'] as const) {
    if (!target.list && rule[word] === true)
      sink.add(
        'E108',
        rule.at,
        `"${word}" is for lists; ${target.name} is a single value`,
        `leave "${word}" out`,
      );
  }
  if (round?.value === 'currency' && target.type === 'percent') {
    const message = `"currency" rounds amounts; ${target.name} is of type percent`;
    sink.add('E108', round.at, message, 'write a number of decimal places');
  }
  if (round !== undefined && target.type !== 'number' && target.type !== 'percent') {
    sink.add(
      'E108',
      round.at,
      `"round" is for numbers; ${target.name} is of type ${target.type}`,
      'leave "round" out',
    );
  }
  if (fallback !== undefined) checkUnifiedValue(fallback, target, scope);
  if (startWith === undefined) return;
  const spec = unifiedField(scope, startWith.value);
  if (spec === undefined) {
    sink.add(
      'E104',
      startWith.at,
      `there is no unified field "${startWith.value}"`,
      suggest(startWith.value, Object.keys(scope.model.fields)),
    );
  } else if (!target.list || spec.list || spec.type !== target.type) {
    sink.add(
      'E108',
      startWith.at,
      `${startWith.value} cannot be an item of ${target.name}`,
      `name a single field of type ${target.type}`,
    );
  }
}
