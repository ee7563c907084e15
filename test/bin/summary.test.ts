import { summary } from '../../bin/summary';
import { generateCatalogue } from '../../local/generate';

test.each([
  [0, 'Catalogue: 0 images in /home/me/images.json'],
  [1, 'Catalogue: 1 image in /home/me/images.json'],
  [2, 'Catalogue: 2 images in /home/me/images.json'],
])('sums up a catalogue of %i', (count, line) => {
  expect(summary(generateCatalogue(count), '/home/me/images.json')).toBe(line);
});
