import type { z } from 'zod';

type ZodIssue = z.core.$ZodIssue;

/** What is wrong with credentials, a sentence for each mistake; none of them tells a value. */
export function credentialMistakes(issues: readonly ZodIssue[]): string {
  return issues.map(mistake).join('; ');
}

function mistake(issue: ZodIssue): string {
  const name = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no ${issue.keys.join(', ')}`;
    case 'invalid_type':
      // The value itself is kept out of what zod tells, and so it is here.
      return issue.message.endsWith('received undefined')
        ? `${name} is missing`
        : `${name} has to be ${withArticle(issue.expected)}`;
    case 'invalid_value':
      return `${name} has to be one of ${issue.values.join(', ')}`;
    case 'custom':
      return name === '' || issue.message.includes(name) ? issue.message : `${name}: ${issue.message}`;
    default:
      return `${name} ${issue.message}`;
  }
}

function withArticle(type: string): string {
  return type === 'string' ? 'text' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
