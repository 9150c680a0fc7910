import type { Rule } from '../rules/rule.ts';
import type { CheckScope } from './check-scope.ts';
import type { PathPlan } from './plan.ts';

/** A path that stands in a list twice is a slip: the second one is never read, or counted once too often. */
export function checkUnlike(paths: readonly PathPlan[], { sink }: CheckScope): void {
  const seen = new Set<string>();
  for (const { text, at } of paths) {
    if (seen.has(text)) sink.add('E107', at, `${text} stands here twice`, 'leave one of them out');
    seen.add(text);
  }
}

/** An alternative that says what one before it says adds nothing. */
export function checkUnlikeRules(rules: readonly Rule[], { sink }: CheckScope): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    const { layer: _layer, because: _because, heuristic: _heuristic, ...meaning } = rule;
    const text = JSON.stringify(meaning, (key, value: unknown) => (key === 'at' ? undefined : value));
    if (seen.has(text))
      sink.add('E107', rule.at, 'this says the same as an alternative before it', 'leave one of them out');
    seen.add(text);
  }
}
