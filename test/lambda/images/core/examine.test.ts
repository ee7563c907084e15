import { examine } from '../../../../lambda/images/core/verdict';
import { anImage, aQuery, imageId, images, NOW } from '../../builders';

test('images are matched, the newest of them selected, and those judged', () => {
  const [newest, middle, oldest] = images(3, { State: 'PENDING' });
  const other = anImage({ ImageId: imageId(9), Name: 'other' });
  const listed = [oldest, newest, other, middle].flatMap((image) => image ?? []);
  const query = aQuery({ imageNames: ['golden-*'], mostRecent: 2, gate: 'REQUIRE_AVAILABLE' });
  expect(examine(listed, query, new Date(NOW))).toStrictEqual({
    match: {
      examined: 4,
      matching: [oldest, newest, middle],
      trail: [{ says: 'named golden-*', left: 3 }],
    },
    selected: [newest, middle],
    missing: [],
    verdict: {
      kind: 'waiting',
      reason: 'PENDING: golden-win11 (wsi-000000000), golden-win11 (wsi-000000001)',
    },
  });
});

test('ids that were asked for and did not come back are missing', () => {
  const query = aQuery({ imageIds: [imageId(0), imageId(7), imageId(1), imageId(8)] });
  expect(examine(images(2), query, new Date(NOW)).missing).toStrictEqual([imageId(7), imageId(8)]);
});
