import { isUpdateAvailable, title } from '../../../../lambda/images/core/image';
import { anImage } from '../../builders';

describe('the title of an image', () => {
  test('holds its name, and its id to be sure', () => {
    expect(title(anImage({ ImageId: 'wsi-000000007', Name: 'golden' }))).toBe('golden (wsi-000000007)');
  });

  test('is its id if it has no name', () => {
    expect(title({ ImageId: 'wsi-000000007' })).toBe('wsi-000000007');
  });
});

describe('an update is available', () => {
  test.each([
    ['if the service says so', { UpdateAvailable: true }, true],
    ['not if the service says no', { UpdateAvailable: false }, false],
    ['not if the service says neither', {}, false],
    ['not if the service says nothing of updates', undefined, false],
  ])('%s', (_, Updates, expected) => {
    expect(isUpdateAvailable(anImage({ Updates }))).toBe(expected);
  });
});
