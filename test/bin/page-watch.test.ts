import { PageWatch } from '../../bin/page-watch';

test('sees the states of each page, and the time from the first to the last', () => {
  const clock = { now: 1_000 };
  const pages = new PageWatch(() => clock.now);
  expect(pages.waitedMs).toBe(0);
  pages.see({ Images: [] });
  const seen: string[] = [];
  pages.onPage = (states) => {
    seen.push(states);
  };
  pages.see({ Images: [] });
  clock.now = 2_500;
  pages.see({ Images: [{ ImageId: 'wsi-123456789', State: 'PENDING' }, { ImageId: 'wsi-223456789' }] });
  expect(seen).toEqual(['no images', '1 PENDING, 1 in no state']);
  expect(pages.waitedMs).toBe(1_500);
});
