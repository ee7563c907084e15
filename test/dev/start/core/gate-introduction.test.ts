import { gateIntroduction } from '../../../../dev/start/core/gate-introduction';

const IMAGE = { ImageId: 'wsi-123456789', Name: 'golden' };
const WAITS = [
  'The newest image, golden (wsi-123456789), is PENDING.',
  'The lookup has a gate, so the deployment waits until the image is AVAILABLE.',
];

test.each([
  [
    { ...IMAGE, State: 'PENDING' },
    [...WAITS, 'That takes about half a minute here. Then the other stack pins the image.'],
  ],
  [
    { ...IMAGE, State: 'PENDING', FailsAfterSeconds: 5 },
    [...WAITS, 'The catalogue says when and how that ends.'],
  ],
  [
    { ImageId: 'wsi-123456789', State: 'AVAILABLE' },
    [
      'The newest image, wsi-123456789, is AVAILABLE already.',
      'The lookup has a gate, which has nothing to wait for.',
    ],
  ],
  [
    { ImageId: 'wsi-123456789' },
    [
      'The newest image, wsi-123456789, is in no state.',
      'The lookup has a gate, which fails the deployment with the reason.',
    ],
  ],
])('says what a gate shows where the newest image is %j', (newest, expected) => {
  expect(gateIntroduction(newest)).toEqual(expected);
});
