import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Duration, Stack } from 'aws-cdk-lib';
import { AccessError, RoleError } from '../../../cli/core/access-error';
import { previewDocument } from '../../../cli/report/document';
import { ImageGate, WorkspaceImage, WorkspaceImages } from '../../../lib';
import { anImage, imageId } from '../../lambda/builders';
import {
  aBundle,
  ACCOUNT,
  aDeployedStack,
  anAws,
  type Aws,
  lookupsIn,
  only,
  previewed,
  previewsOf,
  stacksOf,
} from '../apps';

const app =
  (refreshKey: string, id = 'Golden') =>
  (scope: App) => {
    const stack = new Stack(scope, 'Images', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    new WorkspaceImages(stack, id, { mostRecent: 1, refreshKey });
  };

const documentOf = async (refreshKey: string, aws: Aws) =>
  JSON.parse(JSON.stringify(previewDocument(await previewsOf(app(refreshKey), aws), 2))) as unknown;

const before = only(lookupsIn(app('1'))).logicalId;
const after = only(lookupsIn(app('2'))).logicalId;

test('the document has this form', async () => {
  const stacks = {
    Images: aDeployedStack({
      resources: new Map([[before, 'physical']]),
      outputs: new Map([
        ['GoldenImageIds', `${imageId(1)},wsi-gone00000`],
        ['GoldenImageStates', 'PENDING,-'],
      ]),
    }),
  };
  const images = [
    anImage(),
    anImage({
      ImageId: imageId(2),
      Name: undefined,
      State: undefined,
      Created: new Date('2026-07-01T00:00:00Z'),
    }),
  ];
  await expect(documentOf('2', { images, stacks })).resolves.toEqual({
    formatVersion: 1,
    exitCode: 2,
    lookups: [
      {
        path: 'Images/Golden',
        stack: 'Images',
        account: ACCOUNT,
        region: 'eu-west-1',
        logicalId: after,
        conditions: [],
        result: 'change',
        reason: null,
        isPinned: false,
        newLookup: null,
        newer: null,
        tokens: [],
        examined: 2,
        matching: 2,
        now: [{ imageId: imageId(2), name: null, state: null, created: '2026-07-01T00:00:00.000Z' }],
        waitsFor: [],
        mayPass: false,
        isDeployed: true,
        deployed: [
          {
            imageId: imageId(1),
            name: 'golden-win11',
            state: 'PENDING',
            created: '2026-06-01T00:00:00.000Z',
          },
          { imageId: 'wsi-gone00000', name: null, state: null, created: null },
        ],
        bundles: [],
      },
    ],
  });
  await expect(documentOf('1', { images, stacks })).resolves.toMatchObject({
    lookups: [{ result: 'pinned', isPinned: true, newLookup: 'succeed', newer: [imageId(2)] }],
  });
});

test('bundles are told with what becomes of them', async () => {
  const withBundle = (scope: App) => {
    const stack = new Stack(scope, 'Images', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    aBundle(stack, new WorkspaceImage(stack, 'Golden'));
  };
  const { lookups } = previewDocument(await previewsOf(withBundle, { images: [anImage()] }), 2);
  expect(only(only(lookups).bundles)).toEqual({
    path: 'Images/Desktop',
    stack: 'Images',
    logicalId: expect.stringMatching(/^Desktop/) as string,
    result: 'make',
    reason: null,
  });
});

test('a stack that leaves its place to whoever deploys has none, if AWS does not tell it', async () => {
  const anywhere = (scope: App) => {
    new WorkspaceImages(new Stack(scope, 'Images'), 'Golden');
  };
  const aws = anAws();
  const ports = { ...aws.ports, caller: () => Promise.reject(new AccessError('no')) };
  const document = previewDocument(await previewed(stacksOf(anywhere), ports), 1);
  expect(only(document.lookups)).toMatchObject({ account: null, region: null, result: 'error' });
});

test('a stack that leaves its place to whoever deploys is where AWS tells', async () => {
  const anywhere = (scope: App) => {
    new WorkspaceImages(new Stack(scope, 'Images'), 'Golden');
  };
  const document = previewDocument(await previewsOf(anywhere, { images: [anImage()] }), 2);
  expect(only(document.lookups)).toMatchObject({ account: ACCOUNT, region: 'eu-west-1' });
});

test('a gate tells what it waits for', async () => {
  const waiting = (scope: App) => {
    new WorkspaceImages(new Stack(scope, 'Images'), 'Golden', {
      gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(1) }),
      refreshKey: '1',
    });
  };
  const images = [anImage({ State: 'PENDING' }), anImage({ ImageId: imageId(2) })];
  const { lookups } = previewDocument(await previewsOf(waiting, { images }), 2);
  expect(only(lookups).waitsFor).toEqual([imageId(1)]);
});

test('what was not told is null', async () => {
  await expect(documentOf('1', { stacks: { Images: new AccessError('no') } })).resolves.toMatchObject({
    lookups: [
      {
        account: ACCOUNT,
        region: 'eu-west-1',
        result: 'error',
        reason: 'no',
        isPinned: null,
        newer: null,
        isDeployed: null,
        mayPass: null,
        examined: null,
        matching: null,
        now: null,
        waitsFor: null,
        deployed: null,
      },
    ],
  });
});

test('what is deployed is told by its ids, if it cannot be listed', async () => {
  const images = () => {
    throw new RoleError('no role');
  };
  const outputs = new Map([['GoldenImageIds', imageId(1)]]);
  const stacks = { Images: aDeployedStack({ resources: new Map([[before, 'physical']]), outputs }) };
  await expect(documentOf('2', { images, stacks })).resolves.toMatchObject({
    lookups: [{ now: null, deployed: [{ imageId: imageId(1), name: null, state: null, created: null }] }],
  });
});

test('nothing deployed is an empty list, and what is not readable is null', async () => {
  await expect(documentOf('1', { images: [anImage()] })).resolves.toMatchObject({
    lookups: [{ isDeployed: false, deployed: [] }],
  });
  const stacks = { Images: aDeployedStack({ resources: new Map([[before, 'physical']]) }) };
  await expect(documentOf('1', { images: [anImage()], stacks })).resolves.toMatchObject({
    lookups: [{ isPinned: true, newer: null, isDeployed: true, deployed: null }],
  });
});

test('docs/preview.md describes every member, and no other', async () => {
  const described = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'preview.md'), 'utf8');
  const names = [...(described.split('## The document of')[1] ?? '').matchAll(/^\| `([\w.[\]]+)` +\|/gm)].map(
    ([, name = '']) => name.replace(/\[\]/g, ''),
  );
  const document = previewDocument(await previewsOf(app('1'), { images: [anImage()] }), 2);
  expect(names.filter((name) => !name.includes('.'))).toEqual(Object.keys(document));
  expect(names.flatMap((name) => /^lookups\.(\w+)$/.exec(name)?.[1] ?? [])).toEqual(
    Object.keys(only(document.lookups)),
  );
});
