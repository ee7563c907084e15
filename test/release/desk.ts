import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const SCRIPTS = join(__dirname, '..', '..', 'scripts', 'release');
const IDENTITY = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];

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

  public zip(archive: string, file: string): this {
    this.write({ [archive]: '' }).run('python3', ['-m', 'zipfile', '--create', archive, file]);
    return this;
  }

  /** The files in an archive, sorted. */
  public unzip(archive: string): readonly string[] {
    this.run('python3', ['-m', 'zipfile', '--extract', archive, 'unzipped']);
    const { stdout } = this.run('find', ['unzipped', '-type', 'f', '-printf', '%P\n']);
    return stdout.trim().split('\n').sort();
  }

  /** A program of that name. Each call of it adds its arguments as a line to NAME.calls. */
  public program(name: string, body = ''): this {
    const file = join('bin', name);
    this.write({ [file]: `#!/usr/bin/env bash\necho "$@" >>'${this.folder}/${name}.calls'\n${body}\n` });
    chmodSync(join(this.folder, file), 0o755);
    return this;
  }

  public calls(name: string): readonly string[] {
    const file = `${name}.calls`;
    return existsSync(join(this.folder, file)) ? this.read(file).trimEnd().split('\n') : [];
  }

  public read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  public git(...args: readonly string[]): readonly string[] {
    return this.run('git', [...IDENTITY, ...args])
      .stdout.trim()
      .split('\n');
  }

  public run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const PATH = [join(this.folder, 'bin'), process.env['PATH']].join(delimiter);
    const GITHUB_OUTPUT = join(this.folder, 'output');
    const options = { cwd: this.folder, env: { ...process.env, GITHUB_OUTPUT, PATH, ...env } };
    const { status, stdout, stderr } = spawnSync(program, args, { ...options, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  public script(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return this.run(join(SCRIPTS, name), args, env);
  }
}
