/** The memory of a function, in a process of its own under the flags of Lambda, for images as large as there are any. */
import { lookup } from '../../bench/listing';
import { inFunctionOf256MB, type Result, start, type Subject } from '../../bench/subject';
import type { Catalogue } from '../../local/catalogue';
import { generateCatalogue } from '../../local/generate';
import { startOtherServices } from '../../local/other-services';
import { startWorkspacesEndpoint } from '../../local/workspaces-endpoint';

const HERE = { node: process.execPath };
const MEMORY_MEGABYTES = 256;

/** Images of the longest names and descriptions, with an error. */
function largeImages(count: number): Catalogue {
  const { images } = generateCatalogue(count);
  return {
    images: images.map((image, index) => ({
      ...image,
      State: 'AVAILABLE',
      Name: `golden-${index}`.padEnd(64, '-'),
      Description: `Image ${index}`.padEnd(256, '.'),
      ErrorDetails: [{ ErrorCode: 'AdditionalDrivesPresent', ErrorMessage: 'x'.repeat(200) }],
    })),
  };
}

interface Run {
  readonly result: Result;
  readonly objects: readonly string[];
}

/** Look up in a process whose calls nobody holds back. */
async function run(count: number, subject: Subject): Promise<Run> {
  const endpoint = await startWorkspacesEndpoint({ catalogue: largeImages(count) });
  const others = await startOtherServices();
  try {
    const env = { ...subject.env, AWS_ENDPOINT_URL_S3: others.url, REQUEST_RATE: '1000000' };
    const ready = await start({ ...subject, env }, endpoint.url);
    try {
      return { result: await ready.go(), objects: others.objects };
    } finally {
      await ready.stop();
    }
  } finally {
    others.close();
    await endpoint.close();
  }
}

const IN_MANIFEST = { ManifestBucket: 'bucket', ManifestOnly: 'true' };
const WATCHED = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '3600', MostRecent: '1000' };

describe.each([1, 25, 26, 1_000, 10_000, 28_000])('a function of 256 MB that looks up %i images', (count) => {
  test.each([
    ['answers with the newest', { MostRecent: '100' }, Math.min(count, 100)],
    ['writes all of them into a manifest', IN_MANIFEST, count],
    ['waits for as many as a gate can watch', { ...IN_MANIFEST, ...WATCHED }, Math.min(count, 1_000)],
  ])('%s', async (_, properties, answered) => {
    const { result, objects } = await run(count, inFunctionOf256MB(lookup(HERE, { properties })));
    expect(result.error).toBeUndefined();
    expect(result.answers).toMatchObject([{ ImageCount: String(answered) }]);
    expect(result.peakMegabytes).toBeLessThan(MEMORY_MEGABYTES);
    for (const manifest of objects) {
      expect(manifest.trimEnd().split('\n')).toHaveLength(answered);
    }
  });
});

test('a function that needs more heap than it has ends at once, and does not hang', async () => {
  const subject = lookup(HERE);
  const small = { ...subject, args: ['--max-old-space-size=16', ...subject.args] };
  await expect(run(28_000, small)).rejects.toThrow(
    /^a lookup ended without a result: (SIGABRT|exit code 134)/,
  );
});
