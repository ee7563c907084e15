import { transformFileSync } from '@swc/core';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../../local/child';
import { commandEnvironment } from '../../local/environment';
import { listenLocally } from '../../local/listen';
import { projectRoot } from '../../local/project';

const env = commandEnvironment(process.env, {});

function node(program: string, ...args: string[]) {
  const lines: string[] = [];
  const child = startChild(process.execPath, ['-e', program, ...args], {
    env,
    onLine: (line) => lines.push(line),
  });
  return { child, lines };
}

test('its lines are all heard before it counts as ended, a last one without an end among them', async () => {
  const { child, lines } = node(
    'console.log("out"); console.error("err"); process.stdout.write("tail"); process.exitCode = 3',
  );
  expect(await child.ended).toEqual({ exitCode: 3, how: 'exit code 3' });
  expect(lines.sort()).toEqual(['err', 'out', 'tail']);
});

test('a program that is not there is an end like any other', async () => {
  const child = startChild('no-such-program', [], { env, onLine: () => undefined });
  expect(await child.ended).toEqual({ exitCode: 127, how: 'spawn no-such-program ENOENT' });
  expect(await child.stop(60_000)).toMatchObject({ exitCode: 127 });
});

test('stop asks first', async () => {
  const { child } = node(`process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e6)`);
  // The handler may not be there yet.
  expect(['exit code 7', 'SIGTERM']).toContain((await child.stop(60_000)).how);
});

describe('with a program that has children', () => {
  let server: Server;
  let port: number;
  let sockets: Promise<Socket[]>;
  let folder: string;

  /** It and a child of its own connect and ignore SIGTERM: a socket closes with its process. Told to go, it leaves its child. */
  const FAMILY = `
    process.on('SIGTERM', () => {});
    const [, port, role] = process.argv;
    require('node:net').connect(Number(port), '127.0.0.1')
      .on('data', () => role === 'parent' && process.exit())
      .on('close', () => process.exit());
    if (role === 'parent') require('node:child_process').spawn(process.execPath, ['-e', process.env.FAMILY, port]);`;

  beforeEach(async () => {
    server = createServer();
    port = await listenLocally(server);
    sockets = connections(server, 2);
    folder = mkdtempSync(join(tmpdir(), 'child-test-'));
  });

  afterEach(async () => {
    // Ends what a test that failed has left.
    for (const socket of await sockets) socket.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('stop ends them all, who asked or not', async () => {
    const child = startFamily();
    const closed = (await sockets).map(closing);
    expect(await child.stop(0)).toEqual({ exitCode: 1, how: 'SIGKILL' });
    await Promise.all(closed);
  });

  test('they end with it, when it ends by itself', async () => {
    const child = startFamily();
    const closed = (await sockets).map(closing);
    for (const socket of await sockets) socket.write('go');
    await Promise.all(closed);
    expect(await child.ended).toEqual({ exitCode: 0, how: 'exit code 0' });
  });

  test('what it leaves is not touched while this process lives', async () => {
    const child = startFamily();
    await sockets;
    await child.stop(0);
    expect(existsSync(folder)).toBe(true);
  });

  function startFamily() {
    return startChild(process.execPath, ['-e', FAMILY, String(port), 'parent'], {
      env: { ...env, FAMILY },
      onLine: () => undefined,
      leaves: [folder],
    });
  }

  test.each([
    ['SIGKILL', ''],
    ['SIGTERM', ''],
    ['SIGINT', ''],
    ['', 'process.exit()'],
    ['', 'throw new Error("crash")'],
  ] as const)('they and what they leave go when this process goes (%s%s)', async (signal, ending) => {
    const leaves = join(folder, 'leaves');
    mkdirSync(join(leaves, 'deep'), { recursive: true });
    const { code } = transformFileSync(join(projectRoot, 'local', 'child.ts'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, 'child.js'), code);
    const starter = `
      const { startChild } = require('./child.js');
      const { FAMILY, PORT } = process.env;
      startChild(process.execPath, ['-e', FAMILY, PORT, 'parent'], { env: process.env, onLine() {}, leaves: ['${leaves}'] });
      process.stdin.on('data', () => { ${ending} });`;
    const parent = spawn(process.execPath, ['-e', starter], {
      cwd: folder,
      env: { ...env, FAMILY, PORT: String(port) },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const closed = (await sockets).map(closing);
    if (signal === '') parent.stdin.write('end');
    else parent.kill(signal);
    await Promise.all(closed);
    while (existsSync(leaves)) await new Promise(setImmediate);
  });
});

function connections(server: Server, count: number): Promise<Socket[]> {
  return new Promise((resolve) => {
    const sockets: Socket[] = [];
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      if (sockets.push(socket) === count) resolve(sockets);
    });
  });
}

/** Not `once`, which rejects where the killed process had not read all. */
function closing(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}
