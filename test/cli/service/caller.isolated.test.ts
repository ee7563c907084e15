import { AccessError } from '../../../cli/core/access-error';
import { callerIn, defaultRegion } from '../../../cli/service/caller';
import { namedError } from '../../lambda/builders';

/** What STS answers, and where it is asked. */
const mockSts: { regions: unknown[]; answer: object | Error; profileRegion: string | Error } = {
  regions: [],
  answer: {},
  profileRegion: '',
};

jest.mock('@aws-sdk/client-sts', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-sts'),
  STSClient: class {
    public readonly config = {
      region: () =>
        mockSts.profileRegion instanceof Error
          ? Promise.reject(mockSts.profileRegion)
          : Promise.resolve(mockSts.profileRegion),
    };

    constructor(private readonly settings: { readonly region?: string }) {}

    public send() {
      mockSts.regions.push(this.settings.region);
      return mockSts.answer instanceof Error
        ? Promise.reject(mockSts.answer)
        : Promise.resolve(mockSts.answer);
    }
  },
}));

beforeEach(() => {
  mockSts.regions = [];
  mockSts.answer = { Account: '123456789012', Arn: 'arn:aws-cn:sts::123456789012:assumed-role/A/b' };
  mockSts.profileRegion = 'eu-north-1';
});

test.each([
  ['AWS_REGION', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' }, 'eu-west-1'],
  ['AWS_DEFAULT_REGION, as for the CDK', { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-1' }, 'us-east-1'],
  ['the profile', {}, 'eu-north-1'],
])('the default Region is that of %s', async (_, environment, expected) => {
  await expect(defaultRegion(environment)).resolves.toBe(expected);
});

test('a default Region that there is not is told', async () => {
  mockSts.profileRegion = new Error('Region is missing');
  await expect(defaultRegion({})).rejects.toThrow(AccessError);
  await expect(defaultRegion({})).rejects.toThrow(
    'the stack names no Region, and neither do you: set AWS_REGION (Region is missing)',
  );
});

test('the caller has an account and a partition, and is asked for in a Region', async () => {
  await expect(callerIn('cn-north-1')).resolves.toEqual({ account: '123456789012', partition: 'aws-cn' });
  expect(mockSts.regions).toEqual(['cn-north-1']);
});

test('a profile whose role may not be assumed is told', async () => {
  mockSts.answer = namedError('AccessDenied', 'no', { $metadata: { httpStatusCode: 403 } });
  await expect(callerIn('eu-west-1')).rejects.toThrow(
    'sts:GetCallerIdentity failed in eu-west-1 (AccessDenied: no): the role of your profile could not be assumed',
  );
});
