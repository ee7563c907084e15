/** The memory of a function, in a process of its own under the flags of Lambda, for images as large as there are any. */
import { lookup } from '../../dev/bench/listing';
import { inFunctionOf256MB, type Result, start, type Subject } from '../../dev/bench/subject';
import type { Catalogue } from '../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { startOtherServices } from '../../dev/local-aws/other-services';
import { startWorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';

/** Of the 256 MB of a function, what Lambda's own parts leave at least. */
const MOST_MEGABYTES = 224;

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
    const env = {
      ...subject.env,
      AWS_ENDPOINT_URL_S3: others.url,
      ALLOWED_BUCKETS: 'manifests',
      REQUEST_RATE: '1000000',
    };
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

const IN_MANIFEST = { ManifestBucket: 'manifests', ManifestOnly: 'true' };
const WATCHED = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '3600', MostRecent: '1000' };

const KINDS = [
  ['answers with the newest 100 of', { MostRecent: '100' }, 100],
  ['writes a manifest of', IN_MANIFEST, Infinity],
  ['waits for the newest 1,000 of', { ...IN_MANIFEST, ...WATCHED }, 1_000],
] as const;
const COUNTS = [1, 25, 26, 1_000, 10_000, 28_000];
const RUNS = COUNTS.flatMap((count) =>
  KINDS.map(([does, properties, most]) => ({ does, count, properties, most })),
);

test.each(RUNS)('a function of 256 MB $does $count images', async ({ count, properties, most }) => {
  const { result, objects } = await run(count, inFunctionOf256MB(lookup({ properties })));
  const answered = Math.min(count, most);
  expect(result.error).toBeUndefined();
  expect(result.answers).toMatchObject([{ ImageCount: String(answered) }]);
  expect(result.peakMegabytes).toBeLessThan(MOST_MEGABYTES);
  for (const manifest of objects) {
    expect(manifest.trimEnd().split('\n')).toHaveLength(answered);
  }
});

test('a function that needs more heap than it has ends at once, and does not hang', async () => {
  const subject = lookup();
  const small = { ...subject, args: ['--max-old-space-size=12', ...subject.args] };
  await expect(run(5_000, small)).rejects.toThrow(
    /^a lookup ended without a result: (SIGABRT|exit code 134)/,
  );
});
