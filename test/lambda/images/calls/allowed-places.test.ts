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
  ['a name with a comma', { ALLOWED_ROLE_ARNS: `${ROLE} ${ROLE},Up` }, undefined, `${ROLE},Up`],
])('a function looks in what it was deployed for: %s', async (_, environment, region, role) => {
  const { got, client, clientFor, request } = asking(environment, region, role);
  await expect(got).resolves.toBe(client);
  expect(clientFor).toHaveBeenCalledWith(request, aBudget());
});

const REGION_REFUSED = '`region` must be one that this function was deployed for, got: ';
const ROLE_REFUSED = '`assumedRole` must be one that this function was deployed for, got: ';

test.each([
  [{}, 'us-east-1', undefined, REGION_REFUSED],
  [{ ALLOWED_REGIONS: 'eu-central-1' }, 'eu-central', undefined, REGION_REFUSED],
  [{ ALLOWED_REGIONS: 'eu-central-1 us-east-1' }, 'eu-central-1 us-east-1', undefined, REGION_REFUSED],
  [{}, undefined, ROLE, ROLE_REFUSED],
  [{ ALLOWED_ROLE_ARNS: `${ROLE}Other` }, undefined, ROLE, ROLE_REFUSED],
  [{ ALLOWED_REGIONS: ROLE }, undefined, ROLE, ROLE_REFUSED],
])('it refuses what its environment %j does not list: %s %s', async (environment, region, role, message) => {
  const { got, clientFor } = asking(environment, region, role);
  await expect(got).rejects.toThrow(`${message}${region ?? role}`);
  expect(clientFor).not.toHaveBeenCalled();
});

test.each([
  [{ ALLOWED_BUCKETS: 'manifests' }, 'manifests', true],
  [{ ALLOWED_BUCKETS: 'others manifests' }, 'manifests', true],
  [{}, 'manifests', false],
  [{ ALLOWED_BUCKETS: 'manifests-of-others' }, 'manifests', false],
  [{ ALLOWED_BUCKETS: 'a b' }, 'a b', false],
])('of a function with %j, the bucket %s gets an object: %s', async (environment, bucket, isAllowed) => {
  const put = jest.fn(() => Promise.resolve());
  const object = { bucket, key: 'k', body: Buffer.from('x') };
  const putting = onlyIntoAllowed(put, environment)(object, aBudget());
  await (isAllowed
    ? expect(putting).resolves.toBeUndefined()
    : expect(putting).rejects.toThrow(
        `the bucket of \`manifest\` must be one that this function was deployed for, got: ${bucket}`,
      ));
  expect(put.mock.calls).toEqual(isAllowed ? [[object, aBudget()]] : []);
});
