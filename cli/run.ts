import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { redact, redactTexts } from '../lambda/resource/redact';
import { elapsed } from '../lambda/resource/sentence';
import { chosen } from './assembly/choose';
import { readAssembly } from './assembly/read-assembly';
import { EXIT_CODES, type ExitCode, exitCodeOf } from './core/result';
import { textOf, valuesOf } from './core/template';
import { type Options, readOptions, USAGE } from './options';
import { preview, type PreviewPorts } from './preview';
import { previewDocument } from './report/document';
import { Progress } from './report/progress';
import { previewText } from './report/text';
import { styleFor } from './terminal/style';
import { UserError } from './terminal/user-error';
import type { Stream } from './terminal/width';

/** Where the command runs. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly now: () => number;

  /** Make what asks AWS, and tell the number of images in each page. */
  readonly aws: (onPage: (images: number) => void) => Omit<PreviewPorts, 'now' | 'onLookup'>;
}

const DEFAULT_DIRECTORY = 'cdk.out';

/** Run the command, and return its exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr } = surroundings;
  try {
    const options = readOptions(args);
    if (options === undefined) {
      stdout.write(`${USAGE}\n`);
      return EXIT_CODES.nothing;
    }
    return await runPreview(options, surroundings);
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    stderr.write(`${redact(error.message)}\n`);
    return EXIT_CODES.error;
  }
}

async function runPreview(
  { directory, stacks, json, newer }: Options,
  { cwd, env, stdout, stderr, now, aws }: Surroundings,
): Promise<ExitCode> {
  const path = resolve(cwd, directory ?? configuredDirectory(cwd) ?? DEFAULT_DIRECTORY);
  const assembly = readAssembly(path);
  const age = elapsed(Math.max(0, now() - assembly.synthesizedAt.getTime()));
  stderr.write(`Previewing ${path}, synthesized ${age} ago\n`);

  const progress = new Progress(stderr, now);
  const ports: PreviewPorts = {
    ...aws((images) => {
      progress.page(images);
    }),
    now,
    onLookup: (lookup) => {
      progress.lookup(lookup);
    },
  };
  const previews = await preview(
    { chosen: chosen(assembly.stacks, stacks), all: chosen(assembly.stacks, []) },
    ports,
  ).finally(() => {
    progress.end();
  });
  const exitCode = exitCodeOf(previews, newer);
  const report = json
    ? JSON.stringify(previewDocument(previews, exitCode), redactTexts, 2)
    : redact(previewText(previews, styleFor(stdout, env)));
  stdout.write(`${report}\n`);
  return exitCode;
}

/** Where the CDK's command line writes, if the app's cdk.json names another directory. */
function configuredDirectory(cwd: string): string | undefined {
  try {
    return textOf(valuesOf(JSON.parse(readFileSync(join(cwd, 'cdk.json'), 'utf8')))['output']);
  } catch {
    return undefined;
  }
}
