/**
 * What is deployed stays. Each file in events/ is an event as a template, CloudFormation and the provider framework make it
 * today, and what the handler answers. Never adapt a file to the code: add one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { parseCatalogue } from '../../dev/local-aws/catalogue';
import { listenLocally } from '../../dev/local-aws/listen';
import { BUNDLE_PROPERTIES, TAGS } from '../../lib/contract/bundle';
import { LOOKUP_PROPERTIES } from '../../lib/contract/images';
import type { Table } from '../../lib/contract/row';
import { SERVICE_PROPERTIES, wireName } from '../../lib/contract/schema';
import type { CloudFormationEvent } from '../driver/framework';
import { StoppedAccount } from './stopped-account';

interface RecordedEvent {
  readonly event: CloudFormationEvent;

  /** Without what the handler gives its polls, which is its own matter. */
  readonly answer: object;
}

const EVENTS = join(__dirname, 'events');
const CONTEXT = { functionName: 'Images-Handler', getRemainingTimeInMillis: () => 600_000 };
const IMAGES = ['wsi-111111111', 'wsi-222222222'].map((ImageId, index) => ({
  ImageId,
  Name: `golden-${index + 1}`,
  Description: ['The first'][index],
  OperatingSystem: { Type: 'WINDOWS' },
  State: 'AVAILABLE',
  RequiredTenancy: 'DEFAULT',
  Created: `2026-06-0${index + 1}T00:00:00Z`,
  OwnerAccountId: '123456789012',
  Updates: { UpdateAvailable: false },
}));
const CREDENTIALS =
  '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>' +
  '<AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>test</SecretAccessKey><SessionToken>test</SessionToken>' +
  '<Expiration>2026-07-01T13:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>';

let account: StoppedAccount;
let sts: Server;

beforeEach(async () => {
  sts = createServer((request, response) => {
    request.resume().on('end', () => {
      response
        .writeHead(200, { 'content-type': 'text/xml', date: new Date().toUTCString() })
        .end(CREDENTIALS);
    });
  });
  jest.replaceProperty(process, 'env', {
    ...process.env,
    AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${await listenLocally(sts)}`,
    ALLOWED_REGIONS: 'us-east-1',
    ALLOWED_ROLE_ARNS: 'arn:aws:iam::210987654321:role/LookUp',
  });
});

afterEach(async () => {
  await account.close();
  sts.closeAllConnections();
  sts.close();
});

async function start(asset: 'images' | 'bundle'): Promise<void> {
  // The bundles are there at once.
  account = await StoppedAccount.start(asset, 0);
  account.endpoint.setCatalogue(parseCatalogue(JSON.stringify({ Images: IMAGES }), 'images.json'));
}

function recorded(name: string): RecordedEvent {
  return JSON.parse(readFileSync(join(EVENTS, name), 'utf8')) as RecordedEvent;
}

const namesOf = (asset: string) =>
  readdirSync(EVENTS)
    .filter((name) => name.startsWith(asset))
    .sort();

/** What the handler answers, but for what only its polls read. The service gives each bundle a new id. */
async function answerTo(event: CloudFormationEvent): Promise<{ readonly PhysicalResourceId?: string }> {
  const text = JSON.stringify({ ...(await account.function(event, CONTEXT)), Wait: undefined });
  return JSON.parse(text.replace(/wsb-[0-9a-z]{9}/g, 'wsb-123456789')) as {
    readonly PhysicalResourceId?: string;
  };
}

/** An event with other properties. */
const withProperties = (event: CloudFormationEvent, more: object): CloudFormationEvent => ({
  ...event,
  ResourceProperties: { ...event.ResourceProperties, ...more },
});

/** The names of the properties that the recorded events have, and of those that exist. */
function propertiesOf(asset: string, table: Table) {
  const names = namesOf(asset).flatMap((name) => Object.keys(recorded(name).event.ResourceProperties));
  return {
    recorded: [...new Set(names)].sort(),
    existing: [...SERVICE_PROPERTIES, ...Object.keys(table).map(wireName)],
  };
}

describe('a lookup', () => {
  beforeEach(async () => {
    await start('images');
  });

  test('has each property that exists in a recorded event', () => {
    const { recorded: names, existing } = propertiesOf('images', LOOKUP_PROPERTIES);
    expect(names).toStrictEqual(existing.sort());
  });

  test.each(namesOf('images'))('answers as recorded: %s', async (name) => {
    const { event, answer } = recorded(name);
    await expect(answerTo(event)).resolves.toStrictEqual(answer);
  });

  const { event: rollback, answer } = recorded('images-rollback.json');

  /** An Update back to the id that it had is answered, though no image is left. */
  async function expectRolledBack(update: CloudFormationEvent): Promise<void> {
    const { PhysicalResourceId } = await answerTo(update);
    account.setImages({});
    await expect(answerTo(Object.assign({}, update, { PhysicalResourceId }))).resolves.toMatchObject({
      PhysicalResourceId,
      Data: { ImageIds: '-', ImageCount: '0' },
    });
  }

  test('is rolled back from what a newer version wrote', async () => {
    const newer = {
      ...rollback,
      OldResourceProperties: {
        ServiceToken: rollback.ServiceToken,
        Future: 'x',
        Gate: 'REQUIRE_TESTED',
        ImageIds: { Future: 'x' },
      },
    };
    await expect(answerTo(newer)).resolves.toStrictEqual(answer);
  });

  test('is rolled back to what an older version wrote, without a service timeout or any property', async () => {
    const { ServiceToken } = rollback;
    await expectRolledBack({ ...rollback, ResourceProperties: { ServiceToken } });
  });

  test('is rolled back to what a newer version wrote, and passes over a property that it does not know', async () => {
    await expectRolledBack(withProperties(rollback, { Future: 'x' }));
  });

  test.each<[string, object]>([
    ['States', { States: ['AVAILABLE', 'TESTED'] }],
    ['OperatingSystems', { OperatingSystems: ['WINDOWS', 'PLAN9'] }],
    ['RequiredTenancies', { RequiredTenancies: ['DEFAULT', 'SHARED'] }],
  ])('takes a value of %s that nobody knows yet', async (_, properties) => {
    await expect(answerTo(withProperties(rollback, properties))).resolves.toMatchObject({
      Data: { ImageCount: '2' },
    });
  });

  test.each<[string, object]>([
    ['imageType', { ImageType: 'PUBLIC' }],
    ['gate', { Gate: 'REQUIRE_TESTED' }],
    ['fields', { Fields: ['SIZE'] }],
  ])(
    'refuses a value of `%s` that it does not know, since it could not answer as is meant',
    async (key, properties) => {
      await expect(answerTo(withProperties(rollback, properties))).rejects.toThrow(
        `\`${key}\` must be one of`,
      );
    },
  );

  test('is deleted whatever another version wrote', async () => {
    const { event, answer: deleted } = recorded('images-delete.json');
    const newer = withProperties(event, { Future: 'x', Gate: 'REQUIRE_TESTED', ImageIds: 'broken' });
    await expect(answerTo(newer)).resolves.toStrictEqual(deleted);
  });
});

describe('a bundle', () => {
  beforeEach(async () => {
    await start('bundle');
  });

  const sendAll = async (...names: readonly string[]) => {
    for (const { event, answer } of names.map((name) => recorded(`bundle-${name}.json`))) {
      await expect(answerTo(event)).resolves.toStrictEqual(answer);
    }
  };

  /** Send a recorded event with other properties, and be answered as recorded. */
  const sendOther = async (name: string, more: object) => {
    const { event, answer } = recorded(`bundle-${name}.json`);
    await expect(answerTo(Object.assign({}, event, more))).resolves.toStrictEqual(answer);
  };

  test('has each property that exists in a recorded event', () => {
    const { recorded: names, existing } = propertiesOf('bundle', BUNDLE_PROPERTIES);
    expect(names).toStrictEqual([...existing, TAGS].sort());
  });

  test('answers as recorded, from its Create to its Delete', async () => {
    await sendAll('1-create', '2-create-poll', '3-update', '4-update-poll');
    expect(account.endpoint.bundles()).toMatchObject([{ Name: 'golden', ImageId: 'wsi-222222222' }]);
    await sendAll('5-delete', '6-delete-poll');
    expect(account.endpoint.bundles()).toStrictEqual([]);
  });

  test('answers as recorded, if it has only what it must have', async () => {
    await sendAll('7-create-named-by-prefix-poll');
    expect(account.endpoint.bundles()).toMatchObject([{ ImageId: 'wsi-111111111' }]);
  });

  test('is updated from what a newer version wrote', async () => {
    await sendAll('1-create', '2-create-poll');
    const newer = { Future: 'x', DeleteTimeout: '99999', Tags: 'broken', ImageId: { Future: 'x' } };
    await sendOther('3-update', { OldResourceProperties: newer });
    await sendOther('4-update-poll', { OldResourceProperties: newer });
    expect(account.endpoint.bundles()).toMatchObject([{ ImageId: 'wsi-222222222' }]);
  });

  test('is updated to what an older or a newer version wrote: with fewer properties, or an unknown one', async () => {
    await sendAll('1-create', '2-create-poll');
    for (const name of ['3-update', '4-update-poll']) {
      const { Tags, DeleteTimeout, ServiceTimeout, ...fewer } = recorded(`bundle-${name}.json`).event
        .ResourceProperties as Readonly<Record<string, unknown>>;
      expect([Tags, DeleteTimeout, ServiceTimeout]).not.toContain(undefined);
      await sendOther(name, { ResourceProperties: { ...fewer, Future: 'x' } });
    }
    expect(account.endpoint.bundles()).toMatchObject([{ ImageId: 'wsi-222222222' }]);
  });

  test('is deleted whatever another version wrote', async () => {
    await sendAll('1-create', '2-create-poll', '3-update', '4-update-poll');
    const ResourceProperties = { Future: 'x', DeleteTimeout: 'soon', Tags: 'broken' };
    await sendOther('5-delete', { ResourceProperties });
    await sendOther('6-delete-poll', { ResourceProperties });
    expect(account.endpoint.bundles()).toStrictEqual([]);
  });
});
