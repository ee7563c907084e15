import { statSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { WorkspaceImages } from 'cdk-workspace-images';
import { projectRoot } from '../../local-aws/project';
import type { Findings } from '../claims';
import { ACCOUNT, availableCatalogue, list, lookup } from '../listing';
import { succeeded } from '../subject';

const THOUSAND = availableCatalogue(1_000);
const HUNDRED = availableCatalogue(100);
const BY_IDS = { ImageIds: HUNDRED.images.map(({ ImageId }) => ImageId), ImageType: 'ALL' };
const GATE = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '3600' };

/** How many calls a lookup makes, and none more. */
export async function calls(): Promise<Findings> {
  const callsOf = async (properties: object, catalogue = HUNDRED) => {
    const subject = lookup({ properties });
    return succeeded(subject, await list(subject, { catalogue, throttle: ACCOUNT, latencyMs: 30 }));
  };
  const all = await callsOf({ MostRecent: '1' }, THOUSAND);
  const byIds = await callsOf(BY_IDS);
  const gated = await callsOf({ ...BY_IDS, ...GATE });
  return {
    calls: [all.answered],
    callsForIds: [byIds.answered],
    // The event that begins the wait looks once, and so does the poll that ends it.
    callsOfPoll: [gated.answered - byIds.answered],
    refusals: [all.refused + byIds.refused + gated.refused],
  };
}

const bytesOf = (file: string) => statSync(join(projectRoot, 'build', 'lambda', 'images', file)).size;

/** Of what a lookup consists, which is no matter of time. */
export async function size(): Promise<Findings> {
  const stack = new Stack(new App(), 'Stack');
  new WorkspaceImages(stack, 'Golden');
  return {
    asset: [bytesOf('index.js'), `S3: ${bytesOf('s3.js')}, STS: ${bytesOf('sts.js')}, when needed`],
    room: [await idsThatFit(), undefined, 'AwsCustomResource: 11 images'],
    resources: [stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length],
  };
}

/** How many ids and states the handler answers with before it refuses. */
async function idsThatFit(): Promise<number> {
  const subject = lookup({ properties: {} }, { REQUEST_RATE: '100' });
  let [most, tooMany] = [0, 300];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    const { error } = await list(subject, { catalogue: availableCatalogue(middle) });
    [most, tooMany] = error === undefined ? [middle, tooMany] : [most, middle];
  }
  return most;
}
