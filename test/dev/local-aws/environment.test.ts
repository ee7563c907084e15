import { delimiter, dirname } from 'node:path';
import {
  callersEnvironment,
  commandEnvironment,
  serverEnvironment,
} from '../../../dev/local-aws/environment';

const CALLER = {
  PATH: '/bin',
  HOME: '/home/me',
  AWS_PROFILE: 'production',
  AWS_SESSION_TOKEN: 'secret',
  AWS_ENDPOINT_URL_S3: 'elsewhere',
  CDK_DEFAULT_ACCOUNT: '123456789012',
  CDK_VALIDATION: 'false',
  EDITOR: 'vi',
  PERSIST_STATE: '1',
  UNSET: undefined,
};

test("commands get the caller's variables, except those of a real account", () => {
  expect(commandEnvironment(CALLER, { AWS_REGION: 'eu-west-1' })).toEqual({
    PATH: '/bin',
    HOME: '/home/me',
    EDITOR: 'vi',
    PERSIST_STATE: '1',
    AWS_REGION: 'eu-west-1',
  });
});

test("commands of the caller's own account get all of the caller's variables", () => {
  const own = callersEnvironment(CALLER, { AWS_REGION: 'eu-west-1' });
  expect(own).toEqual({ ...CALLER, AWS_REGION: 'eu-west-1' });
  expect(own).not.toHaveProperty('UNSET');
});

test('the server gets no variables that configure it, and its PATH ends with Node.js', () => {
  const path = `/bin${delimiter}${dirname(process.execPath)}`;
  expect(serverEnvironment(CALLER, { AUTH: 'true' })).toEqual({ PATH: path, HOME: '/home/me', AUTH: 'true' });
  expect(serverEnvironment(CALLER, { PATH: '/node24' })).toMatchObject({ PATH: '/node24' });
});
