import type { BaseIssue } from 'valibot';

/** One thing that is wrong in a content file. */
export interface ContentIssue {
  file: string;
  line?: number | undefined;
  /** Where in the file: `benefits[3].effect`, or a column. */
  field?: string | undefined;
  /** What was expected, and what is there instead. */
  message: string;
}

export const describeIssue = ({ file, line, field, message }: ContentIssue): string =>
  `${file}${line ? `:${line}` : ''}${field ? ` ${field}` : ''}: ${message}`;

const SHOWN = 50;

/** The folder cannot be imported; nothing was changed. */
export class ContentError extends Error {
  constructor(readonly issues: readonly ContentIssue[]) {
    const more = issues.length > SHOWN ? [`… and ${issues.length - SHOWN} more`] : [];
    super([...issues.slice(0, SHOWN).map(describeIssue), ...more].join('\n'));
  }
}

const KINDS: Record<string, string> = {
  string: 'a text (put it in quotes if it looks like a number)',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'a group of fields',
};

/** What valibot expects, in words that suit a file: `("a" | "b")` → `one of a, b`. */
function expectedWords(expected: string): string {
  const parts = expected
    .replace(/^\(|\)$/g, '')
    .split(' | ')
    .map((part) => KINDS[part] ?? part.replace(/^"|"$/g, ''));
  return parts.length > 1 && expected.includes('"') ? `one of ${parts.join(', ')}` : parts.join(' or ');
}

/** A valibot issue as `expected …, got …`. Messages of the schemas' own checks say only what is expected. */
export function issueWords(issue: BaseIssue<unknown>): string {
  const last = issue.path?.at(-1);
  const isKey = last && 'origin' in last && last.origin === 'key';
  if (issue.expected === 'never') return 'unknown field (misspelt, or in the wrong place?)';
  if (isKey) return 'missing, expected this field';
  if (issue.received === 'undefined' && last) return `missing, expected ${wanted(issue)}`;
  return `expected ${wanted(issue)}, got ${shorten(issue.input)}`;
}

function wanted({ message, expected, requirement, type }: BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid')) return message;
  if (type === 'max_length') return `at most ${String(requirement)} characters`;
  if (type === 'min_length') return `at least ${String(requirement)}`;
  if (type === 'min_value' || type === 'max_value') return `a number ${String(expected)}`;
  return expectedWords(String(expected ?? 'something else'));
}

function shorten(input: unknown): string {
  const text = JSON.stringify(input) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
