import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { documents, ROOT } from './documents';

export interface Example {
  /** The heading that it stands below. */
  readonly title: string;
  readonly file: string;
  /** Whether it is of a Node program that pages, not of a CDK app. */
  readonly pages: boolean;
}

/** The TypeScript of README.md and docs/, each piece as a file that a reader could have made of it. */
export function examples(folder: string): Example[] {
  const text = documents()
    .map(({ markdown }) => markdown)
    .join('\n');
  const directory = join(ROOT, 'build', folder);
  mkdirSync(directory, { recursive: true });
  let title = '';
  const all = [
    ...text.matchAll(/^#+ (?<heading>.*)$|^```ts(?: fixture=readme)?\n(?<code>[^]*?)^```$/gm),
  ].flatMap(({ groups }, index) => {
    title = groups?.['heading'] ?? title;
    const code = groups?.['code'];
    if (code === undefined) {
      return [];
    }
    const file = join(directory, `example-${index}.ts`);
    const pages = code.includes('cdk-workspace-images/paginator');
    write(file, pages ? asProgram(code) : asStack(code));
    return [{ title, file, pages }];
  });
  const current = new Set(all.map(({ file }) => file));
  for (const file of readdirSync(directory).map((name) => join(directory, name))) {
    if (!current.has(file)) {
      rmSync(file);
    }
  }
  return all;
}

/** The stack of an example of a CDK app, in an app of its own, as a build of a CI system makes it. */
export function stackOf({ file }: Pick<Example, 'file'>): Stack {
  jest.replaceProperty(process, 'env', { ...process.env, GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '1' });
  const { Example } = jest.requireActual<{ Example: new (scope: Construct, id: string) => Stack }>(file);
  return new Example(new App(), 'Images');
}

/** A file that stays as it is stays as old as it is, so the compiler has nothing to do. */
function write(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    writeFileSync(file, text);
  }
}

function asStack(code: string): string {
  const { imports, body } = parts(code);
  return [
    "import * as cdk from 'aws-cdk-lib';",
    "import type * as constructs from 'constructs';",
    ...imports,
    'export class Example extends cdk.Stack {',
    '  constructor(scope: constructs.Construct, id: string) {',
    '    super(scope, id);',
    body,
    '  }',
    '}',
  ].join('\n');
}

function asProgram(code: string): string {
  const { imports, body } = parts(code);
  return [...imports, 'export async function example(): Promise<void> {', body, '}'].join('\n');
}

function parts(code: string) {
  const statement = /^import [^;]*;$/gm;
  return { imports: code.match(statement) ?? [], body: code.replace(statement, '') };
}
