import { AccessError } from '../../../cli/core/access-error';
import { callerIn, defaultRegion } from '../../../cli/service/caller';
import { errorOf, namedError } from '../../lambda/builders';

/** What STS answers, where it is asked, and the Region of the profile. */
const mockSts: { regions: unknown[]; answer: () => object; profileRegion: () => string } = {
  regions: [],
  answer: () => ({}),
  profileRegion: () => 'eu-north-1',
};

jest.mock('@aws-sdk/client-sts', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-sts'),
  STSClient: class {
    public readonly config = { region: async () => Promise.resolve().then(mockSts.profileRegion) };

    constructor(private readonly settings: { readonly region?: string }) {}

    public async send() {
      mockSts.regions.push(this.settings.region);
      return Promise.resolve().then(mockSts.answer);
    }
  },
}));

test.each([
  ['AWS_REGION', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' }, 'eu-west-1'],
  ['AWS_DEFAULT_REGION, as for the CDK', { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-1' }, 'us-east-1'],
  ['the profile', {}, 'eu-north-1'],
])('the default Region is that of %s', async (_, environment, expected) => {
  await expect(defaultRegion(environment)).resolves.toBe(expected);
});

test('a default Region that there is not is told', async () => {
  mockSts.profileRegion = () => {
    throw new Error('Region is missing');
  };
  const error = await errorOf(defaultRegion({}));
  expect(error).toBeInstanceOf(AccessError);
  expect(error.message).toBe(
    'the stack names no Region, and neither do you: set AWS_REGION (Region is missing)',
  );
});

test('the caller has an account and a partition, and is asked for in a Region', async () => {
  mockSts.answer = () => ({ Account: '123456789012', Arn: 'arn:aws-cn:sts::123456789012:assumed-role/A/b' });
  await expect(callerIn('cn-north-1')).resolves.toEqual({ account: '123456789012', partition: 'aws-cn' });
  expect(mockSts.regions).toEqual(['cn-north-1']);
});

test('a profile whose role may not be assumed is told', async () => {
  mockSts.answer = () => {
    throw namedError('AccessDenied', 'no', { $metadata: { httpStatusCode: 403 } });
  };
  await expect(callerIn('eu-west-1')).rejects.toThrow(/: the role of your profile could not be assumed$/);
});
