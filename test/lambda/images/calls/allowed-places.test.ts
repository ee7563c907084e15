import { onlyAllowed, onlyIntoAllowed } from '../../../../lambda/images/calls/allowed-places';
import { aBudget, aRequest } from '../../builders';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';

/** What a function whose environment lists this asks for. */
function asking(
  environment: Readonly<Record<string, string>>,
  region: string | undefined,
  assumedRoleArn: string | undefined,
) {
  const client = { send: () => Promise.resolve({ $metadata: {} }) };
  const clientFor = jest.fn(() => Promise.resolve(client));
  const request = aRequest({ region, assumedRoleArn });
  const got = onlyAllowed(clientFor, environment)(request, aBudget());
  return { got, client, clientFor, request };
}

test.each([
  ['its own place', {}, undefined, undefined],
  ['a Region', { ALLOWED_REGIONS: 'eu-central-1 us-east-1' }, 'us-east-1', undefined],
  ['a role', { ALLOWED_ROLE_ARNS: `arn:aws:iam::1:role/A ${ROLE}` }, undefined, ROLE],
])('a function looks in what it was deployed for: %s', async (_, environment, region, role) => {
  const { got, client, clientFor, request } = asking(environment, region, role);
  await expect(got).resolves.toBe(client);
  expect(clientFor).toHaveBeenCalledWith(request, aBudget());
});

test.each([
  [{}, 'us-east-1', undefined, '`region` must be one that this function was deployed for, got: us-east-1'],
  [{ ALLOWED_REGIONS: 'eu-central-1' }, 'eu-central', undefined, '`region` must be one that this function'],
  [
    { ALLOWED_REGIONS: 'eu-central-1 us-east-1' },
    'eu-central-1 us-east-1',
    undefined,
    '`region` must be one that this function',
  ],
  [{}, undefined, ROLE, `\`assumedRole\` must be one that this function was deployed for, got: ${ROLE}`],
  [
    { ALLOWED_ROLE_ARNS: `${ROLE}Other` },
    undefined,
    ROLE,
    '`assumedRole` must be one that this function was deployed for',
  ],
  [{ ALLOWED_REGIONS: ROLE }, undefined, ROLE, '`assumedRole` must be one that this function'],
])('it refuses what its environment %j does not list: %s %s', async (environment, region, role, message) => {
  const { got, clientFor } = asking(environment, region, role);
  await expect(got).rejects.toThrow(message);
  expect(clientFor).not.toHaveBeenCalled();
});

test.each([
  ['the only one', 'manifests'],
  ['one of many', 'others manifests'],
])('a bucket that the environment lists gets its object: %s', async (_, ALLOWED_BUCKETS) => {
  const put = jest.fn(() => Promise.resolve());
  const object = { bucket: 'manifests', key: 'k', body: Buffer.from('x') };
  await onlyIntoAllowed(put, { ALLOWED_BUCKETS })(object, aBudget());
  expect(put).toHaveBeenCalledWith(object, aBudget());
});

test.each([
  ['without a list', {}, 'manifests'],
  ['that begins like one that is listed', { ALLOWED_BUCKETS: 'manifests-of-others' }, 'manifests'],
  ['that is the whole list', { ALLOWED_BUCKETS: 'a b' }, 'a b'],
])('another bucket gets nothing: %s', async (_, environment, bucket) => {
  const put = jest.fn();
  await expect(
    onlyIntoAllowed(put, environment)({ bucket, key: 'k', body: Buffer.from('x') }, aBudget()),
  ).rejects.toThrow(
    `the bucket of \`manifest\` must be one that this function was deployed for, got: ${bucket}`,
  );
  expect(put).not.toHaveBeenCalled();
});
