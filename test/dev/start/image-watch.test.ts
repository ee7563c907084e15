import { ImageWatch } from '../../../dev/start/image-watch';

const OTHER = { ImageId: 'wsi-223456789', State: 'PENDING' };

function watching() {
  const clock = { now: 0 };
  const watch = new ImageWatch('wsi-123456789', () => clock.now);
  const seeAt = (time: number, State?: string) => {
    clock.now = time;
    watch.see({ Images: [OTHER, ...(State === undefined ? [] : [{ ImageId: 'wsi-123456789', State }])] });
    return [watch.isPending, watch.waitedMs];
  };
  return seeAt;
}

test('a wait goes from the first page that has the image PENDING to the first that has it otherwise', () => {
  const seeAt = watching();
  expect(seeAt(1_000)).toEqual([false, undefined]);
  expect(seeAt(2_000, 'PENDING')).toEqual([true, 0]);
  expect(seeAt(3_000)).toEqual([true, 0]);
  expect(seeAt(7_000, 'PENDING')).toEqual([true, 5_000]);
  expect(seeAt(12_000, 'AVAILABLE')).toEqual([false, 10_000]);
});

test('there is no wait for an image that is not PENDING, however long the listing takes', () => {
  const seeAt = watching();
  expect(seeAt(1_000, 'AVAILABLE')).toEqual([false, undefined]);
  expect(seeAt(20_000)).toEqual([false, undefined]);
});
