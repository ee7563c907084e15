import { STSClient } from '@aws-sdk/client-sts';
import type * as Sdk from '@aws-sdk/client-workspaces';
import { DescribeWorkspaceImagesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { workspacesClients } from '../../../../lambda/images/calls/workspaces-clients';
import { OutOfTimeError } from '../../../../lambda/resource/errors';
import type { Query } from '../../../../lib/contract/images';
import { SECRETS } from '../../../secrets';
import {
  aBudget,
  aQuietLimiter,
  aRequest,
  denied,
  errorOf,
  fakeClock,
  namedError,
  NOW,
  SECOND,
  throttled,
} from '../../builders';
import { stubService } from '../../sdk';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const OWN_ROLE = 'arn:aws:iam::123456789012:role/LookUp';
const OWN_PLACE = '123456789012 eu-west-1';
const FAR_PLACE = '210987654321 us-east-1';

const describeImages = (NextToken?: string) => new DescribeWorkspaceImagesCommand({ NextToken });

/** A function, in fake time, and the services that it calls. */
function aFunction() {
  const places: string[] = [];
  const clock = fakeClock();
  const limiters = {
    ofPlace: (place: string) => {
      places.push(place);
      return aQuietLimiter(clock);
    },
    sts: aQuietLimiter(clock),
  };
  jest.replaceProperty(process, 'env', {
    ...process.env,
    AWS_PROFILE: undefined,
    AWS_ACCESS_KEY_ID: SECRETS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: SECRETS.secretAccessKey,
  });
  const Credentials = {
    AccessKeyId: SECRETS.assumedAccessKeyId,
    SecretAccessKey: SECRETS.assumedSecretAccessKey,
    SessionToken: SECRETS.assumedSessionToken,
  };
  const clientFor = workspacesClients(limiters, 'wait a while');
  return {
    places,
    clock,
    clientFor,
    access: (query: Partial<Query> = {}, budget = aBudget()) => clientFor(aRequest(query), budget),
    sts: stubService(STSClient, () => Promise.resolve({ Credentials })),
    workspaces: stubService(WorkSpacesClient, () => Promise.resolve({ Images: [] })),
    failing: (error: Error) => () => Promise.reject(error),
  };
}

async function configOf({ config }: WorkSpacesClient | STSClient) {
  return {
    maxAttempts: await config.maxAttempts(),
    region: await config.region(),
    accessKeyId: (await config.credentials()).accessKeyId,
  };
}

describe('a function looks', () => {
  const { accessKeyId: ownKey, assumedAccessKeyId: roleKey } = SECRETS;

  test.each<[string, Partial<Query>, place: string, accessKeyId: string, isKept: boolean]>([
    ['in its own account and Region without being told', {}, OWN_PLACE, ownKey, true],
    ['in its own Region by its name', { region: 'eu-west-1' }, OWN_PLACE, ownKey, true],
    ['in another Region', { region: 'us-east-1' }, '123456789012 us-east-1', ownKey, false],
    ['with a role', { assumedRoleArn: ROLE }, '210987654321 eu-west-1', roleKey, false],
    ['with a role of its own account', { assumedRoleArn: OWN_ROLE }, OWN_PLACE, roleKey, false],
    ['with that in its Region', { assumedRoleArn: OWN_ROLE, region: 'eu-west-1' }, OWN_PLACE, roleKey, false],
    ['with a role elsewhere', { assumedRoleArn: ROLE, region: 'us-east-1' }, FAR_PLACE, roleKey, false],
  ])('%s, at the pace of that place', async (_, query, place, accessKeyId, isKept) => {
    const { access, places, workspaces } = aFunction();
    await (await access(query)).send(describeImages());
    await (await access(query)).send(describeImages('next'));
    expect(places).toEqual([place, place]);
    expect(workspaces.sent.map(({ input }) => input)).toEqual([{}, { NextToken: 'next' }]);
    const [first, second] = workspaces.sent.map(({ client }) => client);
    expect(first === second).toBe(isKept);
    await expect(configOf(first ?? new WorkSpacesClient())).resolves.toEqual({
      maxAttempts: 1,
      region: place.split(' ')[1],
      accessKeyId,
    });
  });

  test('with a client for each Region, where stacks of several are looked up', async () => {
    const { clientFor, workspaces } = aFunction();
    const request = aRequest();
    for (const region of ['eu-west-1', 'us-east-1', 'eu-west-1']) {
      const client = await clientFor({ ...request, stack: { ...request.stack, region } }, aBudget());
      await client.send(describeImages());
    }
    const [first, second, third] = workspaces.sent.map(({ client }) => client);
    expect(third).toBe(first);
    await expect(second?.config.region()).resolves.toBe('us-east-1');
  });
});

test('the client of a function is made when it is loaded, if its Region is told', async () => {
  const sdk = jest.requireActual<typeof Sdk>('@aws-sdk/client-workspaces');
  const { WorkSpacesClient } = sdk;
  const made = jest
    .spyOn(sdk, 'WorkSpacesClient')
    .mockImplementation((...args) => new WorkSpacesClient(...args));
  const limiter = aQuietLimiter(fakeClock());
  const clientFor = workspacesClients({ ofPlace: () => limiter, sts: limiter }, '', 'eu-west-1');
  expect(made).toHaveBeenCalledTimes(1);
  await clientFor(aRequest(), aBudget());
  expect(made).toHaveBeenCalledTimes(1);
});

describe('a role is assumed', () => {
  test('in a session that names the stack, as far as 64 characters go, and with the external id', async () => {
    const { clientFor, sts } = aFunction();
    const request = aRequest({ assumedRoleArn: ROLE, externalId: SECRETS.externalId });
    const stack = { ...request.stack, name: 'Stack'.repeat(20) };
    await clientFor({ ...request, stack }, aBudget());
    expect(sts.sent.map(({ input }) => input)).toEqual([
      {
        RoleArn: ROLE,
        RoleSessionName: `WorkspaceImages-${'Stack'.repeat(20)}`.slice(0, 64),
        ExternalId: SECRETS.externalId,
      },
    ]);
    expect(sts.destroyed).toEqual(sts.sent.map(({ client }) => client));
    await expect(configOf(sts.destroyed[0] ?? new STSClient())).resolves.toEqual({
      maxAttempts: 1,
      region: 'eu-west-1',
      accessKeyId: SECRETS.accessKeyId,
    });
  });

  test.each([
    [undefined, 'it must trust this account'],
    [SECRETS.externalId, 'it must trust this account, with the external id that was given'],
  ])('again while it is denied, for 30 s, and then fails with advice', async (externalId, advice) => {
    const { access, clock, sts, failing } = aFunction();
    const error = denied();
    sts.answer = failing(error);
    await expect(access({ assumedRoleArn: ROLE, externalId })).rejects.toMatchObject({
      message: `the role ${ROLE} could not be assumed (AccessDeniedException: not authorized): ${advice}`,
      cause: error,
    });
    expect(clock.elapsed()).toBeGreaterThanOrEqual(30_000);
    expect(clock.elapsed()).toBeLessThan(32_000);
    expect(sts.destroyed).toHaveLength(1);
  });

  test('until the time to a first answer is over, not for longer', async () => {
    const { access, clock, sts, failing } = aFunction();
    sts.answer = failing(throttled());
    const budget = aBudget({ firstAnswerBy: NOW + 60 * SECOND });
    const error = await errorOf(access({ assumedRoleArn: ROLE }, budget));
    expect(error).toBeInstanceOf(OutOfTimeError);
    expect(error.message).toMatch(
      /^AssumeRole of arn:aws:iam::210987654321:role\/LookUp did not succeed in /,
    );
    expect(error.message).not.toContain('wait a while');
    expect(clock.elapsed()).toBeGreaterThan(57_000);
    expect(clock.elapsed()).toBeLessThan(60_000);
  });

  test.each([
    ['again if a proxy answered in the place of the service', {}, 2],
    ['once if the service answered, though without credentials', { requestId: '4e8b' }, 1],
  ])('%s', async (_, $metadata, times) => {
    const { access, sts, workspaces } = aFunction();
    const { answer } = sts;
    sts.answer = (sent) => (sts.sent.length > 1 ? answer(sent) : Promise.resolve({ $metadata }));
    await (await access({ assumedRoleArn: ROLE })).send(describeImages());
    expect(sts.sent).toHaveLength(times);
    await expect(workspaces.sent[0]?.client.config.credentials()).resolves.toMatchObject(
      times === 2
        ? { sessionToken: SECRETS.assumedSessionToken, secretAccessKey: SECRETS.assumedSecretAccessKey }
        : { accessKeyId: '', secretAccessKey: '', sessionToken: '' },
    );
  });
});

describe('a listing', () => {
  const budget = aBudget({ firstAnswerBy: NOW + 60 * SECOND, deadline: NOW + 120 * SECOND });

  test.each([
    ['that has received no page is given up when the time to a first answer is over', 0, 60],
    ['that has received a page goes on until the deadline', 1, 120],
  ])('%s', async (_, pages, seconds) => {
    const { access, clock, workspaces, failing } = aFunction();
    const client = await access({}, budget);
    for (let page = 0; page < pages; page++) {
      await client.send(describeImages());
    }
    workspaces.answer = failing(throttled());
    const error = await errorOf(client.send(describeImages('next')));
    expect(error).toBeInstanceOf(OutOfTimeError);
    expect(error.message).toMatch(
      pages === 0
        ? /^DescribeWorkspaceImages did .*; wait a while$/
        : /^page 2 of DescribeWorkspaceImages did /,
    );
    expect(clock.elapsed()).toBeGreaterThan((seconds - 3) * SECOND);
    expect(clock.elapsed()).toBeLessThan(seconds * SECOND);
  });

  test('gets no more time from a page of the listing before', async () => {
    const { access, clock } = aFunction();
    await (await access({}, budget)).send(describeImages());
    await clock.sleep(60 * SECOND);
    await expect((await access({}, budget)).send(describeImages())).rejects.toThrow(
      'no time was left for DescribeWorkspaceImages: the calls before it took too long',
    );
  });

  test('of too many pages says how many it has read', async () => {
    const { access, clock } = aFunction();
    const client = await access({}, budget);
    await client.send(describeImages());
    await client.send(describeImages('2'));
    await clock.sleep(120 * SECOND);
    await expect(client.send(describeImages('3'))).rejects.toThrow(
      'no time was left for page 3 of DescribeWorkspaceImages: the service answered too slowly, or there are too ' +
        'many pages',
    );
  });

  test('takes no page of a proxy for one of the service', async () => {
    const { access, workspaces } = aFunction();
    const answers = [{ $metadata: {} }, { Images: [] }];
    workspaces.answer = () => Promise.resolve(answers.shift() ?? {});
    await expect((await access()).send(describeImages())).resolves.toEqual({ Images: [] });
    expect(workspaces.sent).toHaveLength(2);
  });

  test.each([
    ['is denied for 30 s before that counts', denied(), 30],
    ['fails at once if that will not pass', namedError('ValidationException'), 0],
  ])('%s', async (_, error, seconds) => {
    const { access, clock, workspaces, failing } = aFunction();
    workspaces.answer = failing(error);
    expect(await errorOf((await access()).send(describeImages()))).toBe(error);
    expect(Math.round(clock.elapsed() / SECOND)).toBeGreaterThanOrEqual(seconds);
    expect(clock.elapsed()).toBeLessThan((seconds + 2) * SECOND);
  });
});
