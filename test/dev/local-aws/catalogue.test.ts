import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../cli/terminal/user-error';
import { parseCatalogue, readCatalogue } from '../../../dev/local-aws/catalogue';
import { projectRoot } from '../../../dev/local-aws/project';

const ID = 'wsi-012345678';
const HOW = 'save one with: aws workspaces describe-workspace-images --output json > images.json';

const parsed = (...images: unknown[]) =>
  parseCatalogue(JSON.stringify({ Images: images }), 'images.json').images;
const parsing = (text: string) => () => parseCatalogue(text, 'images.json');

test('reads every member of an image', () => {
  const image = {
    ImageId: ID,
    Name: 'golden-win11',
    Description: 'Windows 11',
    OperatingSystem: { Type: 'WINDOWS' },
    State: 'ERROR',
    RequiredTenancy: 'DEDICATED',
    ErrorCode: 'E1',
    ErrorMessage: 'It failed.',
    Created: 1_772_357_400.123,
    OwnerAccountId: '123456789012',
    Updates: { UpdateAvailable: false, Description: 'None' },
    ErrorDetails: [{ ErrorCode: 'DomainJoined', ErrorMessage: 'Joined.' }, {}],
    Shared: true,
  };
  expect(parsed(image)).toStrictEqual([image]);
});

test.each([
  ['2026-03-01T09:30:00.123000+00:00', 1_772_357_400.123],
  ['2026-03-01T11:30:00+02:00', 1_772_357_400],
  ['2026-03-01T09:30:00Z', 1_772_357_400],
  [1_772_357_400, 1_772_357_400],
  [0, 0],
])('reads Created %s', (Created, seconds) => {
  expect(parsed({ ImageId: ID, Created })).toEqual([{ ImageId: ID, Created: seconds }]);
});

test.each([
  ['', 'JSON, found an empty file'],
  ['Images:\n- a', 'JSON, found "Images:\\n- a"'],
  ['[]', 'an object with a list "Images", found []'],
  ['null', 'an object with a list "Images", found null'],
  ['{}', 'Images to be a list, found nothing'],
  ['{"Images":{}}', 'Images to be a list, found {}'],
  [
    `{"Images":[{"ImageId":"${ID}"}],"NextToken":"x"}`,
    'NextToken to be absent, since it means that images are missing (saved with --max-items or --no-paginate?), found "x"',
  ],
  [`{"Images":[{"ImageId":"${ID}"},{"ImageId":"${ID}"}]}`, `Images[1].ImageId to be unique, found "${ID}"`],
  ['{"Images":["wsi-012345678"]}', 'Images[0] to be an object, found "wsi-012345678"'],
  ['{"Images":[{}]}', 'Images[0].ImageId to be "wsi-" and 9 to 63 characters of 0-9 and a-z, found nothing'],
  ['{"Images":[{"ImageId":"wsi-01234567"}]}', 'Images[0].ImageId to be "wsi-" and 9 to 63'],
  ['{"Images":[{"ImageId":"wsi-ABCDEFGHI"}]}', 'Images[0].ImageId to be "wsi-" and 9 to 63'],
  ['{"Images":[{"ImageId":"wsi-012345678\\n"}]}', 'Images[0].ImageId to be "wsi-" and 9 to 63'],
  [`{"Images":[{"ImageId":"${ID}","Name":5}]}`, 'Images[0].Name to be a string, found 5'],
  [
    `{"Images":[{"ImageId":"${ID}","OperatingSystem":"LINUX"}]}`,
    'Images[0].OperatingSystem to be an object, found "LINUX"',
  ],
  [
    `{"Images":[{"ImageId":"${ID}","Updates":{"UpdateAvailable":"yes"}}]}`,
    'Images[0].Updates.UpdateAvailable to be true or false, found "yes"',
  ],
  [
    `{"Images":[{"ImageId":"${ID}","ErrorDetails":[{},{"ErrorCode":1}]}]}`,
    'Images[0].ErrorDetails[1].ErrorCode to be a string, found 1',
  ],
  [
    `{"Images":[{"ImageId":"${ID}","State":"PENDING","AvailableAfterSeconds":"5"}]}`,
    'Images[0].AvailableAfterSeconds to be seconds, 0 or more, found "5"',
  ],
  [
    `{"Images":[{"ImageId":"${ID}","State":"AVAILABLE","AvailableAfterSeconds":5}]}`,
    'Images[0].State to be "PENDING", since the image changes, found "AVAILABLE"',
  ],
  [
    `{"Images":[{"ImageId":"${ID}","FailsAfterSeconds":5}]}`,
    'Images[0].State to be "PENDING", since the image changes, found nothing',
  ],
  [
    `{"Images":[{"ImageId":"${ID}","State":"PENDING","AvailableAfterSeconds":5,"FailsAfterSeconds":5}]}`,
    'Images[0].FailsAfterSeconds to be absent, since AvailableAfterSeconds is present, found 5',
  ],
])('refuses %s, on one line', (text, message) => {
  expect(parsing(text)).toThrow(`images.json: expected ${message}`);
  expect(parsing(text)).toThrow(HOW);
  expect(parsing(text)).toThrow(/^[^\n]+$/);
});

test('names a missing file and says how to make one', () => {
  expect(() => readCatalogue('no/such.json')).toThrow(
    `no/such.json: expected a catalogue of WorkSpaces images, found no readable file (ENOENT); ${HOW}`,
  );
});

describe('a catalogue file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-test-'));
  const file = join(folder, 'images.json');
  const json = JSON.stringify({ Images: [{ ImageId: ID, Name: 'größer' }] });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('may be in UTF-16, as Windows PowerShell writes it', () => {
    writeFileSync(file, Buffer.from(`\uFEFF${json}\r\n`, 'utf16le'));
    expect(readCatalogue(file)).toEqual({ images: [{ ImageId: ID, Name: 'größer' }] });
  });

  test('is refused in any other encoding, without advice to save the same again', () => {
    writeFileSync(file, json, 'latin1');
    expect(() => readCatalogue(file)).toThrow(
      new UserError(
        `${file}: expected UTF-8, or UTF-16 with a byte order mark, found other bytes; convert it to UTF-8`,
      ),
    );
  });
});

describe('the sample catalogue', () => {
  const { images } = readCatalogue(join(projectRoot, 'dev', 'local-aws', 'catalogue.json'));
  const owned = images.filter(({ Shared }) => Shared !== true);
  const newest = (all: typeof images) => [...all].sort((a, b) => (b.Created ?? 0) - (a.Created ?? 0))[0];

  test('needs more than one page, and the newest image is not on the first', () => {
    expect(owned.length).toBeGreaterThan(25);
    expect(owned.slice(0, 25)).not.toContain(newest(owned));
  });

  test('has the differences that a lookup must handle', () => {
    const states = owned.map(({ State }) => State);
    expect(states.filter((state) => state === 'PENDING')).toHaveLength(1);
    expect(states.filter((state) => state === 'ERROR')).toHaveLength(1);
    expect(owned.find(({ State }) => State === 'ERROR')?.ErrorDetails).not.toHaveLength(0);
    expect(new Set(owned.map(({ Updates }) => Updates?.UpdateAvailable))).toEqual(
      new Set([true, false, undefined]),
    );
    expect(new Set(owned.map(({ OwnerAccountId }) => OwnerAccountId))).toEqual(new Set(['123456789012']));
  });
});
