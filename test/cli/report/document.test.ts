import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../cli/core/finding';
import type { LookupPreview } from '../../../cli/core/lookup-preview';
import { lookupsOf } from '../../../cli/core/lookups';
import { BUNDLE_RESULTS, RESULTS } from '../../../cli/core/result';
import { previewDocument } from '../../../cli/report/document';
import { anImage, imageId } from '../../lambda/builders';
import { ACCOUNT, aStack, only } from '../apps';

const PLACE = { account: ACCOUNT, region: 'eu-west-1', partition: 'aws' };

const stack = aStack(
  { Resources: { Golden: { Type: 'Custom::WorkspaceImages' } } },
  { account: undefined, region: undefined },
);
const lookup = { ...only(lookupsOf(stack)), conditions: ['IsProd'] };

/** The document of a lookup, as it is printed. */
function documentOf(finding: Partial<Finding>, more: Partial<LookupPreview> = {}) {
  const preview: LookupPreview = {
    lookup,
    place: PLACE,
    finding: { result: 'new', tokens: [], ...finding },
    bundles: [],
    ...more,
  };
  return JSON.parse(JSON.stringify(previewDocument([preview], 2))) as { lookups: [object] };
}

/** Its only lookup. */
const lookupOf = (...given: Parameters<typeof documentOf>) => documentOf(...given).lookups[0];

const listed = [
  anImage(),
  { ImageId: imageId(2), Created: new Date('2026-07-01T00:00:00Z') },
  anImage({ ImageId: imageId(3), State: 'PENDING' }),
];

const EVERYTHING: Partial<Finding> = {
  result: 'pinned',
  newLookup: 'succeed',
  newer: listed.slice(1, 2),
  tokens: ['ExportPrefix'],
  now: {
    match: { examined: 4, matching: listed, trail: [] },
    selected: listed.slice(1),
    listed,
    pending: listed.slice(2),
    mayPass: false,
  },
  deployed: {
    isPinned: true,
    images: [
      { imageId: imageId(1), state: 'PENDING' },
      { imageId: 'wsi-gone00000', state: undefined },
    ],
  },
};

test('the document has this form', () => {
  const bundle = { stack, path: 'Images/Desktop', logicalId: 'Desktop', index: 0 };
  const bundles = [
    { bundle, result: 'make' },
    { bundle, result: 'error', reason: 'no' },
  ] as const;
  const bare = { name: null, state: null, created: null };
  const created = '2026-06-01T00:00:00.000Z';
  const told = (id: number) => ({ imageId: imageId(id), name: 'golden-win11', state: 'PENDING', created });
  expect(documentOf(EVERYTHING, { bundles })).toEqual({
    formatVersion: 1,
    exitCode: 2,
    lookups: [
      {
        path: 'Images/Golden',
        stack: 'Images',
        account: ACCOUNT,
        region: 'eu-west-1',
        logicalId: 'Golden',
        conditions: ['IsProd'],
        result: 'pinned',
        reason: null,
        isPinned: true,
        newLookup: 'succeed',
        newer: [imageId(2)],
        tokens: ['ExportPrefix'],
        examined: 4,
        matching: 3,
        now: [{ ...bare, imageId: imageId(2), created: '2026-07-01T00:00:00.000Z' }, told(3)],
        waitsFor: [imageId(3)],
        mayPass: false,
        isDeployed: true,
        deployed: [told(1), { ...bare, imageId: 'wsi-gone00000' }],
        bundles: [
          { path: 'Images/Desktop', stack: 'Images', logicalId: 'Desktop', result: 'make', reason: null },
          { path: 'Images/Desktop', stack: 'Images', logicalId: 'Desktop', result: 'error', reason: 'no' },
        ],
      },
    ],
  });
});

test('what was not told is null', () => {
  const named = { ...lookup, stack: { ...stack, account: ACCOUNT, region: 'eu-west-1' } };
  const error = { result: 'error', reason: 'no' } as const;
  expect(lookupOf(error, { lookup: named, place: undefined })).toEqual({
    ...{ path: 'Images/Golden', stack: 'Images', logicalId: 'Golden', conditions: ['IsProd'] },
    ...{ account: ACCOUNT, region: 'eu-west-1', result: 'error', reason: 'no', tokens: [], bundles: [] },
    ...{ isPinned: null, newLookup: null, newer: null, examined: null, matching: null, now: null },
    ...{ waitsFor: null, mayPass: null, isDeployed: null, deployed: null },
  });
  expect(lookupOf(error, { place: undefined })).toMatchObject({ account: null, region: null });
});

test.each<[Finding['deployed'], object]>([
  [
    { isPinned: false, images: 'nothing' },
    { isDeployed: false, deployed: [] },
  ],
  [
    { isPinned: true, images: 'not readable' },
    { isPinned: true, isDeployed: true, deployed: null },
  ],
  [
    { isPinned: false, images: 'not readable' },
    { isPinned: false, isDeployed: null, deployed: null },
  ],
  [
    { isPinned: false, images: [{ imageId: imageId(1), state: undefined }] },
    { isDeployed: true, deployed: [{ imageId: imageId(1), name: null, state: null, created: null }] },
  ],
])('what is deployed, where no image is listed: %j', (deployed, expected) => {
  expect(lookupOf({ deployed })).toMatchObject(expected);
});

describe('docs/preview.md describes', () => {
  const text = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'preview.md'), 'utf8');
  const rowsOf = (heading: string) => {
    const [, section = ''] = text.split(`## ${heading}`);
    return [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([^`]+)` .*?(?:\| (\d)[^|]*)?\|$/gm)].map(
      ([, name = '', code]) => ({ name, code: Number(code) }),
    );
  };

  test('every member, and no other', () => {
    const names = rowsOf('The document of `--json`').map(({ name }) => name.replace(/\[\]/g, ''));
    expect(names.filter((name) => !name.includes('.'))).toEqual(Object.keys(documentOf({})));
    expect(names.flatMap((name) => /^lookups\.(\w+)$/.exec(name)?.[1] ?? [])).toEqual(
      Object.keys(lookupOf({})),
    );
  });

  test.each<[string, Readonly<Record<string, { readonly exitCode: number }>>]>([
    ['What it says of a lookup', RESULTS],
    ['What it says of a bundle', BUNDLE_RESULTS],
  ])('every result with its exit code: %s', (heading, results) => {
    const rows = Object.entries(results).map(([name, { exitCode }]) => ({ name, code: exitCode }));
    expect(rowsOf(heading)).toEqual(rows);
  });
});
