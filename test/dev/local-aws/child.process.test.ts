import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { transformFileSync } from '@swc/core';
import { startChild } from '../../../dev/local-aws/child';
import { commandEnvironment } from '../../../dev/local-aws/environment';
import { listenLocally } from '../../../dev/local-aws/listen';
import { projectRoot } from '../../../dev/local-aws/project';

const env = commandEnvironment(process.env, {});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await turn();
  }
}

function node(program: string, ...args: string[]) {
  const lines: string[] = [];
  const child = startChild(process.execPath, ['-e', program, ...args], {
    env,
    onLine: (line) => lines.push(line),
  });
  return { child, lines };
}

test('passes on all lines before it ends, even an unfinished last line', async () => {
  const { child, lines } = node(
    'console.log("out"); console.error("err"); process.stdout.write("tail"); process.exitCode = 3',
  );
  expect(await child.ended).toEqual({ exitCode: 3, how: 'exit code 3' });
  expect(lines.sort()).toEqual(['err', 'out', 'tail']);
});

test('passes lines to a program that reads them, and none to any other', async () => {
  const echo = 'process.stdin.pipe(process.stdout)';
  const lines: string[] = [];
  const child = startChild(process.execPath, ['-e', echo], {
    env,
    readsLines: true,
    onLine: (line) => lines.push(line),
  });
  child.send('first');
  child.send('second');
  await until(() => lines.length === 2);
  await child.stop(1_000);
  expect(lines).toEqual(['first', 'second']);
  const { child: deaf, lines: none } = node(echo);
  expect(await deaf.ended).toMatchObject({ exitCode: 0 });
  expect(none).toEqual([]);
});

test('reports a missing program as an end like any other', async () => {
  const child = startChild('no-such-program', [], { env, onLine: () => undefined });
  expect(await child.ended).toEqual({ exitCode: 127, how: 'spawn no-such-program ENOENT' });
  expect(await child.stop(60_000)).toMatchObject({ exitCode: 127 });
});

test('sends SIGTERM first', async () => {
  const { child } = node(`process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e6)`);
  // The program may not have installed its handler yet.
  expect(['exit code 7', 'SIGTERM']).toContain((await child.stop(60_000)).how);
});

describe('a program that has children', () => {
  let server: Server;
  let port: number;
  let sockets: Promise<Socket[]>;
  let folder: string;

  /**
   * A parent and its child. Both connect, so that a closed socket shows the end of a process, and both ignore SIGTERM.
   * The parent exits when it receives data and leaves its child behind.
   */
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
    // Ends the processes that a failed test left behind.
    for (const socket of await sockets) {
      socket.destroy();
    }
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is killed with its children by stop', async () => {
    const child = startFamily();
    const closed = (await sockets).map(closing);
    expect(await child.stop(0)).toEqual({ exitCode: 1, how: 'SIGKILL' });
    await Promise.all(closed);
  });

  test('takes its children along when it exits', async () => {
    const child = startFamily();
    const closed = (await sockets).map(closing);
    for (const socket of await sockets) {
      socket.write('go');
    }
    await Promise.all(closed);
    expect(await child.ended).toEqual({ exitCode: 0, how: 'exit code 0' });
  });

  test('keeps its directories while this process lives', async () => {
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
  ] as const)(
    'ends with its children and directories when this process ends (%s%s)',
    async (signal, ending) => {
      const leaves = join(folder, 'leaves');
      mkdirSync(join(leaves, 'deep'), { recursive: true });
      const { code } = transformFileSync(join(projectRoot, 'dev', 'local-aws', 'child.ts'), {
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
      if (signal === '') {
        parent.stdin.write('end');
      } else {
        parent.kill(signal);
      }
      await Promise.all(closed);
      while (existsSync(leaves)) {
        await new Promise(setImmediate);
      }
    },
  );
});

function connections(server: Server, count: number): Promise<Socket[]> {
  return new Promise((resolve) => {
    const sockets: Socket[] = [];
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      if (sockets.push(socket) === count) {
        resolve(sockets);
      }
    });
  });
}

/** `events.once` would reject on the error of a killed process. */
function closing(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}
