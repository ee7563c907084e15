import type { Image } from '../../lambda/images/core/image';
import { workspaceImages } from '../../lambda/images/handler';
import type { Ports } from '../../lambda/images/ports';
import { respond } from '../../lambda/resource/custom-resource';
import { WAITER } from '../driver/clock';
import { CloudFormation } from '../driver/cloudformation';
import type { CloudFormationResponse, Waiter } from '../driver/framework';

/** Images as the service lists them, with ids as short or as long as it gives any. */
function images(count: number, idLength: (index: number) => number): Image[] {
  return Array.from({ length: count }, (_, index) => ({
    ImageId: `wsi-${String(index).padStart(idLength(index) - 'wsi-'.length, '0')}`,
    Name: `golden-${index}`,
    State: 'AVAILABLE',
    Created: new Date(index * 1000),
  }));
}

function cloudFormationWith(listed: readonly Image[], logicalId?: string, waiter?: Waiter): CloudFormation {
  return cloudFormationOf(() => Promise.resolve(listed), logicalId, waiter);
}

function cloudFormationOf(
  listImages: Ports['listImages'],
  logicalId?: string,
  waiter?: Waiter,
): CloudFormation {
  const log = { info: () => undefined, error: () => undefined };
  const ports = {
    listImages,
    putObject: () => Promise.resolve(),
    now: () => Date.now(),
    sleep: () => Promise.resolve(),
    log,
  };
  const resource = workspaceImages(() => ports, { settleMs: 300_000, pollMs: 30_000 });
  return new CloudFormation(
    respond(resource, { now: ports.now, log, logGroupName: 'logs', region: undefined }),
    logicalId,
    waiter,
  );
}

const bytesOf = (response: CloudFormationResponse) => Buffer.byteLength(JSON.stringify(response));

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
      /^240 images match, and the 240 selected .* set mostRecent to (\d+) or less/.exec(Reason)?.[1],
    );
    await expect(cloudFormation.create({ ...properties, MostRecent: fitting })).resolves.toMatchObject({
      Data: { ImageCount: String(fitting) },
    });
    const oneMore = await cloudFormation.create({ ...properties, MostRecent: fitting + 1 });
    expect(oneMore.Status).toBe('FAILED');
    expect(oneMore.Reason).toContain(`where 4064 fit: set mostRecent to ${fitting} or less`);
  },
);

test('a reason that names hundreds of images is cut, counts the rest, and still ends with the log group', async () => {
  const { Status, Reason } = await cloudFormationWith(images(500, MIXED), 'x'.repeat(255)).create({
    MaxCount: 1,
  });
  expect(Status).toBe('FAILED');
  expect(Reason).toMatch(/^500 of 500 images match: .* and \d+ more; maxCount is 1\. Log group: logs\n/);
});

describe('to the byte', () => {
  /** Images of which the newest has an id that is so many characters longer. */
  const withLongerId = (listed: readonly Image[], more: number) =>
    listed.map((image, index) =>
      index === listed.length - 1 ? { ...image, ImageId: image.ImageId + 'x'.repeat(more) } : image,
    );
  const WAITS = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: 7_200 };

  test.each<[string, Record<string, unknown>, number, Waiter | undefined]>([
    ['an answer', {}, 140, undefined],
    ['an answer with every field', { Fields: ['CREATED', 'NAME', 'OWNER_ACCOUNT_ID'] }, 40, undefined],
    ['an answer with a manifest', { ManifestBucket: 'bucket' }, 120, undefined],
    ['an answer of a gate that waits', WAITS, 140, WAITER],
    [
      'a hand-over',
      { ...WAITS, HandOverAfter: 3_000, ManifestBucket: 'bucket', ManifestOnly: 'true' },
      240,
      WAITER,
    ],
  ])('%s of 4,064 bytes fits, and not with one byte more', async (_, properties, count, waiter) => {
    const listed = images(count, SHORT);
    const { Status, ...rest } = await cloudFormationWith(listed, undefined, waiter).create(properties);
    expect(Status).toBe('SUCCESS');
    const room = 4_064 - bytesOf({ Status, ...rest });
    const fitting = await cloudFormationWith(withLongerId(listed, room), undefined, waiter).create(
      properties,
    );
    expect([fitting.Status, bytesOf(fitting)]).toStrictEqual(['SUCCESS', 4_064]);
    const { Reason } = await cloudFormationWith(withLongerId(listed, room + 1), undefined, waiter).create(
      properties,
    );
    expect(Reason).toMatch(/need 4065 bytes|can watch 239 of them/);
  });

  test('an export of 1,024 characters fits, and not with one more', async () => {
    const listed = images(73, SHORT);
    const room = 1_024 - listed.map(({ ImageId }) => ImageId).join().length;
    const exported = { ExportPrefix: 'golden' };
    const { Data } = await cloudFormationWith(withLongerId(listed, room)).create(exported);
    expect(Data?.['ImageIds']).toHaveLength(1_024);
    const { Reason } = await cloudFormationWith(withLongerId(listed, room + 1)).create(exported);
    expect(Reason).toContain('need 1025 characters in an export, where 1024 fit');
  });

  test('what fits a response fits a parameter of 4,096 bytes', async () => {
    const listed = images(1_000, SHORT);
    const create = (properties: object) => cloudFormationWith(listed, 'x').create({ ...properties });
    const { Reason } = await create({});
    const [, most] = /set mostRecent to (\d+) or less/.exec(Reason) ?? [];
    const { Data = {} } = await create({ MostRecent: most });
    for (const text of Object.values(Data)) {
      expect(Buffer.byteLength(String(text))).toBeLessThanOrEqual(4_096);
    }
    expect(Data['ImageCount']).toBe(String(Number(most)));
  });
});

describe('a message of any letters', () => {
  const LETTERS = {
    quotes: '"',
    backslashes: '\\',
    'line feeds': '\r\n',
    'control characters': '\u0000\u0007\u001b',
    'the character DEL, which the runtime writes as three': '\u007f',
    'line ends of Unicode': '\u0085\u2028\u2029',
    'letters of two bytes': 'é',
    'letters of three bytes': '語',
    'letters of four bytes': '💥',
    'halves of letters': '\ud83d',
    'letters of several': '👩‍🚀',
  };

  const reasonOf = async (message: string, Name: string): Promise<string[]> => {
    const failing = cloudFormationOf(() => Promise.reject(new Error(message)));
    const { Reason } = await failing.create({});
    const [image] = images(1, SHORT);
    const errored = [{ ImageId: 'wsi-000000001', ...image, Name, State: 'ERROR', ErrorMessage: message }];
    const inError = await cloudFormationWith(errored).create({ Gate: 'REQUIRE_AVAILABLE' });
    return [Reason, inError.Reason];
  };

  const told = (reason: string) => reason.split('\n\nLogs: ')[0] ?? '';

  // eslint-disable-next-line no-control-regex -- It is what a line must not hold.
  const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

  test.each(Object.entries(LETTERS))('is told in one line of whole letters: %s', async (_, letter) => {
    for (const length of [1, 700, 701, 5_000]) {
      for (const reason of await reasonOf(`before ${letter.repeat(length)} after`, `golden-${letter}`)) {
        expect(told(reason)).not.toMatch(BREAKS);
        expect(told(reason)).not.toMatch(/\p{Surrogate}/u);
        expect(told(reason)).toMatch(/Log group: logs$/);
        expect(told(reason)).toContain('before');
        if (letter !== LETTERS['halves of letters']) {
          expect(told(reason)).not.toContain('\ufffd');
        }
      }
    }
  });

  test.each(Object.entries(LETTERS))('fills the room of a response: %s', async (_, letter) => {
    const failing = cloudFormationOf(() => Promise.reject(new Error(`a${letter}`.repeat(5_000))));
    const response = await failing.create({});
    expect(bytesOf(response)).toBeLessThanOrEqual(4_064);
    expect(bytesOf(response)).toBeGreaterThan(4_064 - 16);
  });
});
