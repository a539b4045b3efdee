import * as v from 'valibot';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { issueWords, type ContentIssue } from './issues.js';

type Path = readonly (string | number)[];

/** A YAML file whose places can be pointed at. */
export interface YamlFile<T> {
  data: T;
  /** Notes that something at `path` is wrong. */
  complain(path: Path, message: string): void;
}

/** `['benefits', 3, 'effect']` → `benefits[3].effect`. */
export const pathWords = (path: Path) =>
  path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${key}` : key), '');

function lineOf(document: Document, lines: LineCounter, path: Path): number | undefined {
  // The deepest part of the path that is there: what is missing has no line of its own.
  for (let depth = path.length; depth >= 0; depth--) {
    const parent: unknown = depth > 1 ? document.getIn(path.slice(0, depth - 1), true) : document.contents;
    const key = path[depth - 1];
    const pair =
      depth > 0 && isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
    const node: unknown = pair ? pair.key : depth > 0 ? document.getIn(path.slice(0, depth), true) : document.contents;
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

/** Parses a YAML file and checks its shape. What is wrong is added to `issues`; then there is no result. */
export function readYaml<S extends v.GenericSchema>(
  file: string,
  text: string,
  schema: S,
  issues: ContentIssue[],
): YamlFile<v.InferOutput<S>> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) {
    issues.push({ file, line: error.linePos?.[0].line ?? lines.linePos(error.pos[0]).line, message: error.message });
  }
  if (document.errors.length > 0) return undefined;

  const complain = (path: Path, message: string) => {
    issues.push({ file, line: lineOf(document, lines, path), field: pathWords(path) || undefined, message });
  };
  const result = v.safeParse(schema, document.toJS());
  if (result.success) return { data: result.output, complain };
  for (const issue of result.issues) {
    complain(
      (issue.path ?? []).map(({ key }) => key as string | number),
      issueWords(issue),
    );
  }
  return undefined;
}
