import { requireKnownProps } from '../../../lib/provider/known-props';

const KNOWN = [
  'imageNames',
  'mostRecent',
  'minCount',
  'maxCount',
  'maxAge',
  'refreshKey',
  'assumedRole',
  '_forTests',
];

const check = (props: unknown) => () => {
  requireKnownProps('Thing', props, KNOWN);
};

test.each([
  ['refreshkey', 'refreshKey'],
  ['imageName', 'imageNames'],
  ['names', 'imageNames'],
  ['minimumCount', 'minCount'],
  ['maximumCount', 'maxCount'],
  ['maximumAge', 'maxAge'],
  ['role', 'assumedRole'],
])('the nearest to %s is %s', (name, nearest) => {
  expect(check({ imageNames: ['a'], [name]: 1 })).toThrow(
    `\`${name}\` is not a property of Thing; the nearest is \`${nearest}\``,
  );
});

test.each(['bb', 'tests', 'forTests', 'principal'])(
  'a name that is like none draws all that are public: %s',
  (name) => {
    expect(check({ [name]: 1 })).toThrow(
      `\`${name}\` is not a property of Thing; its properties are: imageNames, mostRecent, minCount, maxCount, maxAge, ` +
        'refreshKey, assumedRole',
    );
  },
);

test('a name of one letter is like none', () => {
  expect(check({ x: 1 })).toThrow('`x` is not a property of Thing; its properties are: imageNames');
});

test.each([['golden-*'], [null], [7]])('properties that are no object are refused: %j', (props) => {
  expect(check(props)).toThrow(`the properties of Thing must be an object, got: ${String(props)}`);
});

test('known names pass, and unknown ones that are undefined', () => {
  expect(check({ minCount: 1, _forTests: 1, tags: undefined })).not.toThrow();
});
