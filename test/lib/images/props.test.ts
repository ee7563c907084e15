import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ImageField, ImageGate, ImageState, ImageType, WorkspaceImages } from '../../../lib';

/** Props as a program hands them over that no type checker has seen. */
function create(props: object) {
  return () => new WorkspaceImages(new Stack(), 'GoldenImages', { ...props });
}

test.each<[object, string]>([
  [{ imageNames: 'golden-*' }, '`imageNames` must be a list of strings, got: golden-*'],
  [{ imageNames: ['a', 7] }, '`imageNames` must be a list of strings, got: ["a",7]'],
  [{ imageIds: { 0: 'wsi-111111111' } }, '`imageIds` must be a list of strings'],
  [{ createdAfter: new Date(0) }, '`createdAfter` must be a string, got: "1970-01-01T00:00:00.000Z"'],
  [{ refreshKey: 7 }, '`refreshKey` must be a string, got: 7'],
  [{ imageType: 'SHARED' }, '`imageType` must be a value of ImageType, got: SHARED'],
  [{ imageType: ImageState.AVAILABLE }, '`imageType` must be a value of ImageType'],
  [{ states: ['AVAILABLE'] }, '`states` must be a list of values of ImageState, got: ["AVAILABLE"]'],
  [{ states: ImageState.AVAILABLE }, '`states` must be a list of values of ImageState'],
  [{ states: [ImageType.OWNED] }, '`states` must be a list of values of ImageState'],
  [{ states: [undefined] }, '`states` must be a list of values of ImageState, got: [null]'],
  [{ operatingSystems: [{ value: 'WINDOWS' }] }, '`operatingSystems` must be a list of values of'],
  [{ fields: ['NAME'] }, '`fields` must be a list of values of ImageField, got: ["NAME"]'],
  [{ mostRecent: '1' }, '`mostRecent` must be a number, got: 1'],
  [{ maxAge: 90 }, '`maxAge` must be a Duration, got: 90'],
  [{ updateAvailable: 'true' }, '`updateAvailable` must be true or false, got: true'],
  [
    { gate: 'REQUIRE_AVAILABLE' },
    '`gate` must be an ImageGate, such as ImageGate.requireAvailable(), got: REQ',
  ],
  [
    { gate: () => ImageGate.requireAvailable() },
    '`gate` must be an ImageGate, such as ImageGate.requireAvailable(), got: a function, which must be called',
  ],
  [{ gate: {} }, '`gate` must be an ImageGate'],
  [{ gate: null }, '`gate` must be an ImageGate'],
  [
    { manifest: 'bucket' },
    '`manifest` must be an ImageManifest, such as ImageManifest.only(bucket), got: bucket',
  ],
  [
    { assumedRole: 'arn:aws:iam::123456789012:role/LookUp' },
    '`assumedRole` must be a role, such as Role.fromRoleArn(…), got: arn:aws:iam',
  ],
  [{ outputs: 'no' }, '`outputs` must be true or false, got: no'],
  [{ provider: new Stack() }, '`provider` must be a WorkspaceImagesProvider, got: '],
  [{ provider: 'Provider' }, '`provider` must be a WorkspaceImagesProvider, got: '],
])('%j of the wrong type throws at synth: %s', (props, message) => {
  expect(create(props)).toThrow(message);
});

test('a field of the wrong type throws where its values are read', () => {
  const images = new WorkspaceImages(new Stack(), 'GoldenImages', { fields: [ImageField.NAME] });
  const read = (): unknown => Reflect.apply(images.values.bind(images), undefined, ['NAME']);
  expect(read).toThrow('`field` must be a value of ImageField, got: NAME');
});

test('a property of a link is no prop, and does not reach the template', () => {
  const stack = new Stack();
  const props: object = {
    deadline: '2026-01-01',
    handOverAfter: 1,
    frozenImageIds: '-',
    imageIdsRequired: true,
  };
  new WorkspaceImages(stack, 'GoldenImages', { ...props });
  const [lookup] = Object.values(Template.fromStack(stack).findResources('Custom::WorkspaceImages'));
  expect(Object.keys((lookup as { Properties: object }).Properties)).toStrictEqual([
    'ServiceToken',
    'ServiceTimeout',
  ]);
});

test('props that are undefined count as left out', () => {
  expect(create({ gate: undefined, imageNames: undefined, outputs: undefined })).not.toThrow();
});
