import { asking, CannotAskError } from '../../../../dev/check-live/experiment';
import { bundleStates } from '../../../../dev/check-live/experiments/bundle-states';
import { fakeLab } from '../fake-lab';

const OLD = 'wsi-000000001';
const NEW = 'wsi-000000002';

test.each([[[]], [[OLD]]])('it is not asked with %j instead of two images', async (imageIds) => {
  const { lab, deployed } = fakeLab({ imageIds });
  const asked = asking(bundleStates).ask(lab);
  await expect(asked).rejects.toThrow(CannotAskError);
  await expect(asked).rejects.toThrow('it needs two AVAILABLE images');
  expect(deployed).toHaveLength(0);
});

test.each<[string, Parameters<typeof bundleStates.answer>[0]['looks'], string]>([
  [
    'passes through PENDING',
    [
      { State: 'AVAILABLE', ImageId: OLD },
      { State: 'PENDING', ImageId: OLD },
      { State: 'PENDING', ImageId: OLD },
      { State: 'AVAILABLE', ImageId: NEW },
    ],
    'Yes: AVAILABLE with the old image, then PENDING with the old image, then AVAILABLE with the new image.',
  ],
  [
    'does not',
    [
      { State: 'AVAILABLE', ImageId: OLD },
      { State: undefined, ImageId: NEW },
    ],
    'Not that a look each second would see: AVAILABLE with the old image, then no state with the new image.',
  ],
])('tells each change of a bundle that %s', (_, looks, answer) => {
  expect(bundleStates.answer({ looks, newImageId: NEW })).toBe(answer);
});
