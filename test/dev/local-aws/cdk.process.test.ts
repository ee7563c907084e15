import { tmpdir } from 'node:os';
import { cdk } from '../../../dev/local-aws/cdk';
import { commandEnvironment } from '../../../dev/local-aws/environment';

const options = {
  env: commandEnvironment(process.env, { CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' }),
  cwd: tmpdir(),
};

test('runs the CLI of the project and passes on each line', async () => {
  const heard: string[] = [];
  const { exitCode, output } = await cdk(['--version'], { ...options, onLine: (line) => heard.push(line) });
  expect(exitCode).toBe(0);
  expect(output).toContain('2.1148.1');
  expect(heard.join('\n')).toBe(output);
}, 60_000);

test('returns the exit code and the output of a failure', async () => {
  const { exitCode, how, output } = await cdk(['synth', '--app', 'exit 5'], options);
  expect(exitCode).toBe(1);
  expect(how).toBe('exit code 1');
  expect(output).toContain('exit 5');
}, 60_000);

test('is stopped by a signal and rejects with its reason', async () => {
  const interrupted = new AbortController();
  const reason = new Error('interrupted');
  const running = cdk(['synth', '--app', 'echo synthesizing >&2; sleep 1000'], {
    ...options,
    onLine: () => {
      interrupted.abort(reason);
    },
    signal: interrupted.signal,
  });
  await expect(running).rejects.toBe(reason);
  await expect(cdk(['--version'], { ...options, signal: interrupted.signal })).rejects.toBe(reason);
}, 60_000);
