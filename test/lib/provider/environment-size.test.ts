import { App, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { WorkspaceImages, WorkspaceImagesProvider } from '../../../lib';
import { environmentErrors } from '../../../lib/provider/environment-size';

const stack = new Stack(new App(), 'Images');
const errors = (value: string) => environmentErrors(stack, new Map([['ROLES', value]]));

test('4,096 bytes of names and values fit, and one more does not', () => {
  expect(errors('x'.repeat(4_091))).toStrictEqual([]);
  expect(errors('x'.repeat(4_092))).toStrictEqual([
    'the roles and Regions that Images serves make at least 4097 bytes of environment variables, and Lambda takes 4096: ' +
      'make a second provider, and pass it to some of what uses this one',
  ]);
});

test('bytes count, not characters', () => {
  expect(errors('é'.repeat(2_046))).toHaveLength(1);
});

test('what a token becomes is not known, and what is beside it counts', () => {
  const token = Fn.importValue('role');
  expect(errors(Lazy.string({ produce: () => token }))).toStrictEqual([]);
  expect(errors(Lazy.string({ produce: () => `${token} ${'x'.repeat(4_091)}` }))).toHaveLength(1);
});

test('many roles fail synthesis', () => {
  const app = new App();
  const images = new Stack(app, 'Images');
  const provider = new WorkspaceImagesProvider(images, 'Provider');
  for (let index = 0; index < 60; index++) {
    const roleArn = `arn:aws:iam::${100_000_000_000 + index}:role/organization/desktops/look-up-images-${index}`;
    const assumedRole = Role.fromRoleArn(images, `Role${index}`, roleArn);
    new WorkspaceImages(images, `Images${index}`, { provider, assumedRole, outputs: false });
  }
  expect(() => app.synth()).toThrow(
    /\[Images\/Provider\] the roles and Regions that Images\/Provider serves make at least \d{4} bytes/,
  );
});
