import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const SCRIPTS = join(__dirname, '..', '..', 'scripts', 'release');

/** The scripts run on GitHub's machines, with the tools of Linux. */
export const onLinux = process.platform === 'linux' ? describe : describe.skip;

/** A folder to run a script of a release in, with programs that stand in for those which reach a registry. */
export class Desk {
  public readonly folder = mkdtempSync(join(tmpdir(), 'release-'));

  public write(files: Readonly<Record<string, string>>): this {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
    return this;
  }

  /** A program of that name. Each call of it adds its arguments as a line to NAME.calls. */
  public program(name: string, body = ''): this {
    this.write({
      [`bin/${name}`]: `#!/usr/bin/env bash\necho "$@" >>'${this.folder}/${name}.calls'\n${body}\n`,
    });
    chmodSync(join(this.folder, 'bin', name), 0o755);
    return this;
  }

  public calls(name: string): readonly string[] {
    const file = join(this.folder, `${name}.calls`);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  public read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** Any program, such as git, in the folder. */
  public run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        GITHUB_OUTPUT: join(this.folder, 'output'),
        PATH: [join(this.folder, 'bin'), process.env['PATH']].join(delimiter),
        ...env,
      },
    });
    return { status, stdout, stderr };
  }

  public script(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return this.run(join(SCRIPTS, name), args, env);
  }
}
