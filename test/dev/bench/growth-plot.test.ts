import { growthPlot } from '../../../dev/bench/growth-plot';

test('a plot is an SVG of its own, with the name of each curve', () => {
  const svg = growthPlot([
    {
      name: 'a lookup',
      points: [
        [100, 0.1],
        [1_000, 1],
      ],
    },
    {
      name: 'another',
      points: [
        [100, 0.2],
        [1_000, 2],
      ],
    },
  ]);
  expect(svg).toMatch(/^<svg [^]*<\/svg>$/);
  expect(svg).toContain('>a lookup</text>');
  expect(svg).toContain('>another</text>');
});
