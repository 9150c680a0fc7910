import type { TargetType } from '../codecs/codec.ts';
import { codecFor } from '../codecs/pair-table.ts';
import { nativeTypesFor } from '../codecs/pair-table.ts';
import type { Rule, RuleSource } from '../rules/rule.ts';
import { checkPath } from './check-path.ts';
import { unifiedField, type CheckScope } from './check-scope.ts';
import { checkUnlike } from './check-unlike.ts';
import type { OperandPlan, PathPlan, SourcePlan, Target } from './plan.ts';

type CombineSource = Extract<RuleSource, { kind: 'combine' }>;

const numeric: readonly TargetType[] = ['number', 'percent', 'integer'];
const temporal: readonly TargetType[] = ['datetime', 'date'];

/** Numbers are added and multiplied, instants and days are compared; nothing else. */
export function checkCombine(
  source: CombineSource,
  rule: Rule,
  target: Target,
  scope: CheckScope,
): SourcePlan | undefined {
  const { how, of, scale, at } = source;
  const kinds = how === 'product' || how === 'sum' ? numeric : temporal;
  if (target.list || !kinds.includes(target.type)) {
    scope.sink.add(
      'E120',
      at,
      `"${how}" gives ${kinds.join(' or ')}, not ${target.list ? 'a list' : target.type}`,
      'take the field from one path instead',
    );
    return undefined;
  }
  if (of.length < 2)
    scope.sink.add(
      'E106',
      at,
      '"of" needs at least two values to combine',
      'add one, or write  from:  for a single one',
    );
  const operands = of.flatMap((placed) => {
    const path = checkPath(placed, { account: false, out: true }, scope);
    const operand =
      path === undefined ? undefined : checkOperand(path, target, rule.round === undefined, kinds, scope);
    return operand ?? [];
  });
  checkUnlike(
    operands.map(({ path }) => path),
    scope,
  );
  return operands.length === of.length ? { kind: 'combine', how, operands, scale } : undefined;
}

function checkOperand(
  path: PathPlan,
  target: Target,
  isExact: boolean,
  kinds: readonly TargetType[],
  scope: CheckScope,
): OperandPlan | undefined {
  const { sink } = scope;
  if (path.origin === 'out') {
    const type = unifiedField(scope, path.name)?.type;
    if (kinds === numeric ? numeric.some((known) => known === type) : type === target.type)
      return { path, codec: undefined };
    sink.add(
      'E120',
      path.at,
      `${path.text} is of type ${type ?? 'unknown'}, which cannot be combined here`,
      `${kinds.join(', ')} can be`,
    );
    return undefined;
  }
  if (path.isList) {
    sink.add('E122', path.at, `${path.text} is a list`, 'only single values can be combined');
    return undefined;
  }
  // A factor of a number may be any number; of the other types all operands are alike.
  const wanted: TargetType = target.type === 'percent' ? 'number' : target.type;
  const codec = codecFor(path.type, wanted, { format: path.field.format, isExact });
  if (codec !== undefined) return { path, codec };
  sink.add(
    'E120',
    path.at,
    `cannot turn ${path.type} into ${wanted}`,
    `${nativeTypesFor(wanted).join(', ')} can`,
  );
  return undefined;
}
