import { execFileSync } from 'node:child_process';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { WorkspaceImages } from 'cdk-workspace-images';
import { projectRoot } from '../../local-aws/project';
import { availableCatalogue, list, lookup } from '../listing';
import type { Bench, Row } from '../row';
import { number } from '../text';

const ASSET_BYTES = 176_000;
const ROOM = 150;

/** The handler, its role and log group, the framework, its role and policy, and the lookup. */
const RESOURCES = 7;

/** Of what a lookup consists, which is no matter of time. */
export async function size(bench: Bench): Promise<readonly Row[]> {
  bench.progress('sizes');
  return [asset(bench), await room(bench), resources()];
}

function asset(bench: Bench): Row {
  const folder = realpathSync(join(projectRoot, 'build', 'lambda', 'images'));
  const program = 'require(process.argv[1]); process.stdout.write(Object.keys(require.cache).join())';
  const cached = execFileSync(bench.node, ['--eval', program, join(folder, 'index.js')], {
    encoding: 'utf8',
  }).split(',');
  const files = readdirSync(folder).map((name) => join(folder, name));
  const isLoaded = (file: string) => cached.includes(file);
  const bytesOf = (some: readonly string[]) => some.reduce((sum, file) => sum + statSync(file).size, 0);
  if (!isLoaded(join(folder, 'index.js'))) {
    throw new Error(`the handler was not loaded, but: ${cached.join()}`);
  }
  const loaded = bytesOf(files.filter(isLoaded));
  const others = bytesOf(files.filter((file) => !isLoaded(file)));
  return {
    what: 'asset',
    measuredAs: 'bytes of the files that a plain lookup loads',
    ours: `${number(loaded)} (S3 and STS: ${number(others)} more)`,
    peers: '–',
    reach: `≤ ${number(ASSET_BYTES)}`,
    met: loaded <= ASSET_BYTES,
  };
}

/** How many ids and states the handler answers with before it refuses. */
async function room(bench: Bench): Promise<Row> {
  const fits = async (count: number) => {
    const subject = lookup(bench, { properties: {} }, { REQUEST_RATE: '100' });
    const { error } = await list(subject, { catalogue: availableCatalogue(count) });
    return error === undefined;
  };
  let [most, tooMany] = [0, 300];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    [most, tooMany] = (await fits(middle)) ? [middle, tooMany] : [most, middle];
  }
  return {
    what: 'room',
    measuredAs: 'ids with states in a response',
    ours: number(most),
    peers: 'AwsCustomResource: 11 images',
    reach: `≥ ${ROOM}`,
    met: most >= ROOM,
  };
}

function resources(): Row {
  const stack = new Stack(new App(), 'Stack');
  new WorkspaceImages(stack, 'Golden');
  const count = Object.keys(Template.fromStack(stack).toJSON()['Resources'] as object).length;
  return {
    what: 'resources',
    measuredAs: 'resources in the template of one lookup; each further lookup adds one',
    ours: number(count),
    peers: '–',
    reach: number(RESOURCES),
    met: count === RESOURCES,
  };
}
