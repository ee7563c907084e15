import { requireKnownProps } from '../../../lib/provider/known-props';

const KNOWN = ['imageNames', 'mostRecent'];

const check = (props: unknown) => () => {
  requireKnownProps('Thing', props, KNOWN);
};

test('an unknown name draws all that are known', () => {
  expect(check({ imageNames: ['a'], imagenames: 1 })).toThrow(
    '`imagenames` is not a property of Thing; its properties are: imageNames, mostRecent',
  );
});

test.each([['golden-*'], [null], [7]])('properties that are no object are refused: %j', (props) => {
  expect(check(props)).toThrow(`the properties of Thing must be an object, got: ${String(props)}`);
});

test('known names pass, and unknown ones that are undefined', () => {
  expect(check({ mostRecent: 1, tags: undefined })).not.toThrow();
});
