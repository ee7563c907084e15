import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packaged, ROOT } from './packages';

/** A command, and its arguments. */
type Command = readonly [string, ...string[]];

interface Example {
  readonly install: readonly Command[];
  readonly synthesize: Command;
}

/** How the README of each example says to install what `npm run package` has made, and what its cdk.json runs. */
const EXAMPLES = {
  typescript: (): Example => ({
    install: [['npm', 'install', '--no-save', packaged('js', '.tgz')]],
    synthesize: ['npx', 'tsx', 'app.ts'],
  }),
  python: (): Example => ({
    install: [
      ['python3', '-m', 'venv', '.venv'],
      [
        join('.venv', 'bin', 'pip'),
        'install',
        '--quiet',
        '-r',
        'requirements.txt',
        packaged('python', '.whl'),
      ],
    ],
    synthesize: [join('.venv', 'bin', 'python'), 'app.py'],
  }),
  java: (): Example => ({
    install: [],
    synthesize: ['mvn', '--batch-mode', '--quiet', 'compile', 'exec:java'],
  }),
  go: (): Example => ({ install: [], synthesize: ['go', 'run', '.'] }),
};

export type Language = keyof typeof EXAMPLES;

/** The variables of a build, so that a lookup has a `refreshKey` that is known. */
const BUILD = { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '1' };
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };

/** An example in a copy of its own, with the packages of `dist/` installed. */
export class InstalledExample {
  public readonly directory: string;
  private readonly example: Example;

  constructor(language: Language) {
    this.example = EXAMPLES[language]();
    const root = mkdtempSync(join(tmpdir(), `${language}-`));
    // The examples in Java and Go find the packages at this place.
    symlinkSync(join(ROOT, 'dist'), join(root, 'dist'));
    this.directory = join(root, 'examples', language);
    mkdirSync(join(root, 'examples'));
    cpSync(join(ROOT, 'examples', language), this.directory, { recursive: true });
    for (const [command, ...args] of this.example.install) {
      this.run(command, args);
    }
  }

  public run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
    return execFileSync(command, args, {
      cwd: this.directory,
      encoding: 'utf8',
      env: { ...process.env, ...QUIET, ...BUILD, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** The templates, and the hashes of the assets, by the names of their files. */
  public synthesize(): Readonly<Record<string, string>> {
    const output = join(this.directory, 'synthesized');
    const [command, ...args] = this.example.synthesize;
    this.run(command, args, { CDK_OUTDIR: output });
    return Object.fromEntries(
      readdirSync(output)
        .filter((name) => /\.(template|assets)\.json$/.test(name))
        .map((name) => [name, readFileSync(join(output, name), 'utf8')]),
    );
  }
}
