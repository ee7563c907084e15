import { RefreshKey } from '../../../lib';

/** The key of a program in an environment. */
function keyIn(environment: Readonly<Record<string, string>>): string | undefined {
  const replaced = jest.replaceProperty(process, 'env', { ...environment });
  const key = RefreshKey.ofCiBuild();
  replaced.restore();
  return key;
}

test.each([
  ['GitHub Actions', { GITHUB_RUN_ID: '1658821493', GITHUB_RUN_ATTEMPT: '2' }, '1658821493-2'],
  ['GitLab', { CI_PIPELINE_ID: '77' }, '77'],
  ['CodeBuild', { CODEBUILD_BUILD_ID: 'images:b1e6661e' }, 'images:b1e6661e'],
  ['Jenkins', { BUILD_TAG: 'jenkins-images-7' }, 'jenkins-images-7'],
  ['Azure Pipelines', { BUILD_BUILDID: '4711' }, '4711'],
  ['Bitbucket', { BITBUCKET_BUILD_NUMBER: '12' }, '12'],
  ['CircleCI', { CIRCLE_WORKFLOW_ID: '5034460f' }, '5034460f'],
  ['Buildkite', { BUILDKITE_BUILD_ID: '4735ba57' }, '4735ba57'],
])('the key of a build by %s', (_, environment, key) => {
  expect(keyIn(environment)).toBe(key);
});

test('the first CI system counts, since one may run in another', () => {
  expect(keyIn({ BUILDKITE_BUILD_ID: 'b', CODEBUILD_BUILD_ID: 'a' })).toBe('a');
});

test('an empty variable counts as one that is not set', () => {
  expect(keyIn({ GITHUB_RUN_ID: '', CI_PIPELINE_ID: '7' })).toBe('7');
});

test('outside a CI system there is no key, so that the warning of a gate comes', () => {
  expect(keyIn({ PATH: '/usr/bin', CI: 'true' })).toBeUndefined();
});
