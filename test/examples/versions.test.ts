import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

const { version, peerDependencies } = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const floor = (peerDependencies['aws-cdk-lib'] ?? '').replace('^', '');

/** Each example, as its language spells the oldest CDK that is supported, and this version of the package. */
test.each([
  ['pipeline/package.json', `"aws-cdk-lib": "${floor}"`, `"cdk-workspace-images": "${version}"`],
  ['typescript/package.json', `"aws-cdk-lib": "${floor}"`, `"cdk-workspace-images": "${version}"`],
  ['python/requirements.txt', `aws-cdk-lib==${floor}\n`, `cdk-workspace-images==${version}\n`],
  ['java/pom.xml', `<version>${floor}</version>`, `<version>${version}</version>`],
  ['go/go.mod', `github.com/aws/aws-cdk-go/awscdk/v2 v${floor}\n`, `cdkworkspaceimages v${version}\n`],
])('examples/%s holds the versions that all others have', (file, cdk, library) => {
  expect(read('examples', file)).toContain(cdk);
  expect(read('examples', file)).toContain(library);
});

test('the README has this version', () => {
  expect(read('README.md')).toContain(`Version ${version}`);
  expect(read('README.md')).toContain(`cdk-workspace-images:${version}`);
  expect(read('README.md')).toContain(`cdk-workspace-images@${version}.jsii.tgz`);
});
