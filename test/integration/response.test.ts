import type { Image } from '../../lambda/images/core/image';
import { workspaceImages } from '../../lambda/images/handler';
import { respond } from '../../lambda/resource/custom-resource';
import { CloudFormation } from '../driver/cloudformation';

/** Images as the service lists them, with ids as short or as long as it gives any. */
function images(count: number, idLength: (index: number) => number): Image[] {
  return Array.from({ length: count }, (_, index) => ({
    ImageId: `wsi-${String(index).padStart(idLength(index) - 'wsi-'.length, '0')}`,
    Name: `golden-${index}`,
    State: 'AVAILABLE',
    Created: new Date(index * 1000),
  }));
}

function cloudFormationWith(listed: readonly Image[], logicalId?: string): CloudFormation {
  const log = { info: () => undefined, error: () => undefined };
  const ports = {
    listImages: () => Promise.resolve(listed),
    putObject: () => Promise.resolve(),
    now: () => Date.now(),
    sleep: () => Promise.resolve(),
    log,
  };
  const resource = workspaceImages(() => ports, { settleMs: 300_000, pollMs: 30_000 });
  return new CloudFormation(respond(resource, { now: ports.now, log, logGroupName: 'logs' }), logicalId);
}

const SHORT = () => 13;
const MIXED = (index: number) => (index % 7 === 0 ? 67 : 13);

test('at least 145 images with their states fit one response', async () => {
  const { Data } = await cloudFormationWith(images(145, SHORT)).create({});
  expect(Data?.['ImageCount']).toBe('145');
});

test.each([
  ['short ids', images(240, SHORT), 'GoldenImages3C137A5C5dfd1744', undefined],
  ['ids of mixed length', images(240, MIXED), 'GoldenImages3C137A5C5dfd1744', undefined],
  ['a long logical id', images(240, SHORT), 'x'.repeat(255), undefined],
  ['every field', images(240, SHORT), 'x', ['CREATED', 'NAME', 'OWNER_ACCOUNT_ID', 'UPDATE_AVAILABLE']],
])(
  'more than fit are refused by the numbers, and as many as are named fit: %s',
  async (_, listed, id, Fields) => {
    const cloudFormation = cloudFormationWith(listed, id);
    const properties = Fields === undefined ? {} : { Fields };
    const { Status, Reason } = await cloudFormation.create(properties);
    expect(Status).toBe('FAILED');
    const fitting = Number(
      /^240 images match, and the 240 selected .* or the (\d+) newest: /.exec(Reason)?.[1],
    );
    await expect(cloudFormation.create({ ...properties, MostRecent: fitting })).resolves.toMatchObject({
      Data: { ImageCount: String(fitting) },
    });
    const oneMore = await cloudFormation.create({ ...properties, MostRecent: fitting + 1 });
    expect(oneMore.Status).toBe('FAILED');
    expect(oneMore.Reason).toContain(`room for 4064, or the ${fitting} newest`);
  },
);

test('a reason that names hundreds of images is cut, counts the rest, and still ends with the log group', async () => {
  const { Status, Reason } = await cloudFormationWith(images(500, MIXED), 'x'.repeat(255)).create({
    MaxCount: 1,
  });
  expect(Status).toBe('FAILED');
  expect(Reason).toMatch(/^500 of 500 images match: .* and \d+ more; maxCount is 1\. Log group: logs\n/);
});
