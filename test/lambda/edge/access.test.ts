import { accessor } from '../../../lambda/edge/access';
import { Limiter } from '../../../lambda/edge/limiter';
import { TokenBucket } from '../../../lambda/edge/token-bucket';
import { NOW, aRequest, fakeClock } from '../builders';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const PATIENCE = { deadline: NOW + 600_000, newRoleUntil: NOW };

/** A function whose environment lists this. */
function functionOf(environment: Readonly<Record<string, string>>) {
  const places: string[] = [];
  const clientFor = accessor(environment, (place) => {
    places.push(place);
    return new Limiter({
      bucket: new TokenBucket(2, 5),
      clock: fakeClock(),
      random: () => 0,
      onRetry: () => undefined,
    });
  });
  const access = (region?: string, roleArn?: string) =>
    clientFor(aRequest({ access: { region, roleArn, externalId: undefined } }), PATIENCE);
  return { access, places };
}

beforeAll(() => {
  process.env['AWS_REGION'] = 'eu-west-1';
});

test('looks in its own account and Region without being told', async () => {
  const { access, places } = functionOf({});
  await access();
  expect(places).toStrictEqual([' ']);
});

test('looks in a Region that its environment lists, at the pace of that Region', async () => {
  const { access, places } = functionOf({ ALLOWED_REGIONS: 'eu-central-1,us-east-1' });
  await access('us-east-1');
  expect(places).toStrictEqual([' us-east-1']);
});

test.each([
  [{}, 'us-east-1', undefined, '`region` must be one that this function was deployed for, got: us-east-1'],
  [{ ALLOWED_REGIONS: 'eu-central-1' }, 'eu-central', undefined, '`region` must be one that this function'],
  [{}, undefined, ROLE, `\`role\` must be one that this function was deployed for, got: ${ROLE}`],
  [
    { ALLOWED_ROLE_ARNS: `${ROLE}Other` },
    undefined,
    ROLE,
    '`role` must be one that this function was deployed for',
  ],
])('refuses what its environment %j does not list: %s %s', async (environment, region, role, message) => {
  const { access, places } = functionOf(environment);
  await expect(access(region, role)).rejects.toThrow(message);
  expect(places).toStrictEqual([]);
});
