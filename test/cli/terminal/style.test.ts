import { styleFor } from '../../../cli/terminal/style';

test('a terminal gets colours', () => {
  const { bold, red } = styleFor({ isTTY: true }, {});
  expect(bold(red('no'))).toBe('\u001b[1m\u001b[31mno\u001b[0m\u001b[0m');
});

test.each([
  ['a file', {}, {}],
  ['a file, whatever the environment says', { isTTY: false }, { NO_COLOR: '' }],
  ['a terminal whose user wants none', { isTTY: true }, { NO_COLOR: '1' }],
])('%s gets none', (_, stream, environment) => {
  const { bold, green, yellow, red } = styleFor(stream, environment);
  expect([bold, green, yellow, red].map((style) => style('text'))).toEqual(['text', 'text', 'text', 'text']);
});

test('an empty NO_COLOR means nothing', () => {
  expect(styleFor({ isTTY: true }, { NO_COLOR: '' }).bold('text')).not.toBe('text');
});
