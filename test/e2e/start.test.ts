import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../../local/child';
import { commandEnvironment } from '../../local/environment';
import { projectRoot } from '../../local/project';

const STOP_WITHIN_MS = 20_000;

let folder: string;
let started: Child;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What `npm start` prints where it is no terminal. */
function start(args: readonly string[] = [], onLine: (line: string) => void = () => undefined) {
  const lines: string[] = [];
  started = startChild(process.execPath, ['build/dev/bin/start.js', ...args], {
    env: commandEnvironment(process.env, {}),
    cwd: projectRoot,
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  return started.ended.then(({ exitCode }) => ({ exitCode, lines, printed: lines.join('\n') }));
}

/** Whether the local AWS answers. */
async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_ministack/ready`)).ok;
  } catch {
    return false;
  }
}

const times = (text: string, part: string | RegExp) => text.split(part).length - 1;

test('shows what it has found, and not the events', async () => {
  const { exitCode, lines, printed } = await start();
  expect(printed).not.toMatch(/CREATE_|UPDATE_|Outputs:|✅|arn:/);
  expect(
    lines.filter((line) => /^\w+Example {2}deployed in (\d+|under 1) s, \d+ resources$/.test(line)),
  ).toHaveLength(4);
  expect(times(printed, /^wsi-8w3tzpppp {2}golden-win11-2026\.10 {2}PENDING /m)).toBe(1);
  expect(times(printed, 'DesktopsExample pinned golden-win11-2026.09 (wsi-e0vbgi09q), AVAILABLE.')).toBe(1);
  expect(printed).toContain('2 lookups: 2 would change.');
  expect(lines.slice(-4)).toEqual([
    '',
    'Found: the 10 newest of 29 images: 8 AVAILABLE, 1 PENDING, 1 ERROR',
    'Pinned: golden-win11-newer (wsi-newer00001), AVAILABLE, by DesktopsExample',
    'Next: npm start -- --gate or --images FILE; on AWS: npx cdk deploy --all',
  ]);
  expect(exitCode).toBe(0);
});

test('waits for an image, and then keeps the local AWS until it is stopped', async () => {
  const answers: Promise<boolean>[] = [];
  let url = '';
  const { exitCode, lines, printed } = await start(['--gate', '--keep'], (line) => {
    url = /^export AWS_ENDPOINT_URL=(\S+)$/.exec(line)?.[1] ?? url;
    if (line.includes('Ctrl-C')) {
      answers.push(isReady(url).finally(() => started.stop(STOP_WITHIN_MS)));
    }
  });
  expect(printed).toMatch(/^The newest image, golden-win11-2026\.10 \(wsi-8w3tzpppp\), is PENDING\.$/m);
  expect(printed).toMatch(/^Found: the newest of 28 images: 1 AVAILABLE, after a wait of \d\d s$/m);
  expect(await Promise.all(answers)).toEqual([true]);
  expect(lines.at(-1)).toBe('Stopped the local AWS.');
  expect(await isReady(url)).toBe(false);
  expect(exitCode).toBe(0);
});

test('tells the reason of a failure once', async () => {
  const catalogue = join(folder, 'images.json');
  writeFileSync(catalogue, JSON.stringify({ Images: [{ ImageId: 'wsi-123456789', State: 'ERROR' }] }));
  const { exitCode, lines, printed } = await start(['--images', catalogue]);
  expect(times(printed, 'minCount is 1')).toBe(1);
  expect(lines.slice(-4)).toEqual([
    'The deployment failed.',
    'WorkspaceImagesExample/Available: 0 of 1 image match: 1 examined, 0 AVAILABLE; minCount is 1',
    '',
    'To see every event, add --verbose: npm start -- --verbose',
  ]);
  expect(exitCode).toBe(1);
});
