import { rollbackWithout } from '../../../lambda/resource/way-out';
import { someIds } from '../builders';

test('the command that ends a rollback names the stack and the resource, also for a nested stack', () => {
  expect(rollbackWithout(someIds())).toBe(
    'aws cloudformation continue-update-rollback --stack-name Images --resources-to-skip GoldenImages5A1B2C3D ' +
      '(for a nested stack, name the outermost stack and <nested stack>.GoldenImages5A1B2C3D)',
  );
});
