import { DescribeWorkspaceImagesCommand } from '@aws-sdk/client-workspaces';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { onlyAllowed } from '../../../../lambda/images/calls/allowed-places';
import { workspacesClients } from '../../../../lambda/images/calls/workspaces-clients';
import { OutOfTimeError } from '../../../../lambda/resource/errors';
import { adviceOnThrottling } from '../../../../lambda/service/limiters';
import type { Query } from '../../../../lib/contract/images';
import { SECRETS } from '../../../secrets';
import {
  aBudget,
  aQuietLimiter,
  aRequest,
  denied,
  errorOf,
  type FakeClock,
  fakeClock,
  namedError,
  NOW,
  SECOND,
  throttled,
} from '../../builders';

interface Sent {
  readonly service: 'STS' | 'WorkSpaces';

  /** A number for each client. */
  readonly client: number;
  readonly config: object;
  readonly input: object;
}

interface Sdk {
  clients: number;
  destroyed: number;
  sent: Sent[];
  answer: (sent: Sent) => Promise<object>;
}

/** What the SDK sends, and what is answered. */
const mockSdk: Sdk = { clients: 0, destroyed: 0, sent: [], answer: () => Promise.resolve({}) };

/** A client of the SDK that calls no service. */
function mockClient(service: Sent['service']) {
  return class {
    private readonly client = mockSdk.clients++;

    constructor(private readonly config: object) {}

    public send({ input }: { readonly input: object }) {
      const sent = { service, client: this.client, config: this.config, input };
      mockSdk.sent.push(sent);
      return mockSdk.answer(sent);
    }

    public destroy() {
      mockSdk.destroyed++;
    }
  };
}

jest.mock('@aws-sdk/client-sts', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-sts'),
  STSClient: mockClient('STS'),
}));
jest.mock('@aws-sdk/client-workspaces', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-workspaces'),
  WorkSpacesClient: mockClient('WorkSpaces'),
}));

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const CREDENTIALS = {
  AccessKeyId: SECRETS.assumedAccessKeyId,
  SecretAccessKey: SECRETS.assumedSecretAccessKey,
  SessionToken: SECRETS.assumedSessionToken,
};

/** How each client of the stack's own Region is made. */
/** Tries once, and speaks JSON, though the service would take CBOR. */
const OWN = { maxAttempts: 1, protocol: AwsJson1_1Protocol, region: 'eu-west-1' };

/** Where the stack of every request is. */
const OWN_PLACE = '123456789012 eu-west-1';

beforeEach(() => {
  mockSdk.clients = 0;
  mockSdk.destroyed = 0;
  mockSdk.sent = [];
  mockSdk.answer = ({ service }) =>
    Promise.resolve(service === 'STS' ? { Credentials: CREDENTIALS } : { Images: [] });
});

/** A function whose environment lists this, in fake time. */
function functionOf(environment: Readonly<Record<string, string>> = {}) {
  const places: string[] = [];
  const clock = fakeClock();
  const limiter = () => aQuietLimiter(clock);
  const limiters = {
    ofPlace: (place: string) => {
      places.push(place);
      return limiter();
    },
    sts: limiter(),
  };
  const advice = adviceOnThrottling(environment['REQUEST_RATE']);
  const clientFor = onlyAllowed(workspacesClients(limiters, advice, environment['AWS_REGION']), environment);
  return {
    places,
    clock,
    access: (query: Partial<Query> = {}, budget = aBudget()) => clientFor(aRequest(query), budget),
    clientFor,
  };
}

/** A function that may look in every place that these tests name. */
const everywhere = () =>
  functionOf({
    ALLOWED_REGIONS: 'eu-central-1 us-east-1',
    ALLOWED_ROLE_ARNS: `arn:aws:iam::1:role/A ${ROLE}`,
  });

const describeImages = (NextToken?: string) => new DescribeWorkspaceImagesCommand({ NextToken });

/** From now on the service fails, and takes as long as is given. */
function failWith(error: Error, clock: FakeClock, milliseconds = 0) {
  mockSdk.answer = async () => {
    await clock.sleep(milliseconds);
    throw error;
  };
}

describe('a function looks', () => {
  test('in its own account and Region without being told, with one client that is kept', async () => {
    const { access, places } = functionOf();
    await (await access()).send(describeImages());
    await (await access()).send(describeImages('next'));
    expect(places).toEqual([OWN_PLACE, OWN_PLACE]);
    expect(mockSdk.sent).toEqual([
      { service: 'WorkSpaces', client: 0, config: OWN, input: {} },
      { service: 'WorkSpaces', client: 0, config: OWN, input: { NextToken: 'next' } },
    ]);
  });

  test('in a Region that its environment lists, at the pace of that Region, with a client for each listing', async () => {
    const { access, places } = everywhere();
    await (await access({ region: 'us-east-1' })).send(describeImages());
    await (await access({ region: 'us-east-1' })).send(describeImages());
    expect(places).toEqual(['123456789012 us-east-1', '123456789012 us-east-1']);
    expect(mockSdk.sent).toEqual(
      [0, 1].map((client) => ({
        service: 'WorkSpaces',
        client,
        config: { ...OWN, region: 'us-east-1' },
        input: {},
      })),
    );
    expect(mockSdk.sent.every(({ config }) => !('credentials' in config))).toBe(true);
  });

  test('with a role that its environment lists, at the pace of its account, with its credentials', async () => {
    const { access, places } = everywhere();
    await (await access({ assumedRoleArn: ROLE })).send(describeImages());
    expect(places).toEqual(['210987654321 eu-west-1']);
    expect(mockSdk.sent).toEqual([
      {
        service: 'STS',
        client: 0,
        config: { maxAttempts: 1, region: 'eu-west-1' },
        input: { RoleArn: ROLE, RoleSessionName: 'WorkspaceImages-Images', ExternalId: undefined },
      },
      {
        service: 'WorkSpaces',
        client: 1,
        config: {
          ...OWN,
          credentials: {
            accessKeyId: SECRETS.assumedAccessKeyId,
            secretAccessKey: SECRETS.assumedSecretAccessKey,
            sessionToken: SECRETS.assumedSessionToken,
          },
        },
        input: {},
      },
    ]);
    expect(mockSdk.destroyed).toBe(1);
  });

  test('in its own Region by its name, with the client that is kept', async () => {
    const { access, places } = functionOf({ ALLOWED_REGIONS: 'eu-west-1' });
    await (await access({ region: 'eu-west-1' })).send(describeImages());
    expect(places).toEqual([OWN_PLACE]);
    expect(mockSdk.sent).toEqual([{ service: 'WorkSpaces', client: 0, config: OWN, input: {} }]);
  });

  test.each([undefined, 'eu-west-1'])(
    'with a role of its own account at the pace of its own account: Region %s',
    async (region) => {
      const role = 'arn:aws:iam::123456789012:role/LookUp';
      const { access, places } = functionOf({ ALLOWED_REGIONS: 'eu-west-1', ALLOWED_ROLE_ARNS: role });
      await (await access({ assumedRoleArn: role, region })).send(describeImages());
      expect(places).toEqual([OWN_PLACE]);
      expect(mockSdk.sent[1]).toMatchObject({
        client: 1,
        config: { credentials: { accessKeyId: SECRETS.assumedAccessKeyId } },
      });
    },
  );

  test('with a role in another Region', async () => {
    const { access, places } = everywhere();
    await access({ assumedRoleArn: ROLE, region: 'eu-central-1' });
    expect(places).toEqual(['210987654321 eu-central-1']);
  });

  test('with a role whose name holds a comma', async () => {
    const role = 'arn:aws:iam::210987654321:role/Look,Up';
    const { access } = functionOf({ ALLOWED_ROLE_ARNS: `${ROLE} ${role}` });
    await access({ assumedRoleArn: role });
    expect(mockSdk.sent).toMatchObject([{ input: { RoleArn: role } }]);
  });
});

test('the client of a function is made when it is loaded, if its Region is told', async () => {
  const { clientFor } = functionOf({ AWS_REGION: 'eu-west-1' });
  expect(mockSdk.clients).toBe(1);
  await (await clientFor(aRequest(), aBudget())).send(describeImages());
  expect(mockSdk.clients).toBe(1);
});

test('each Region has a client of its own that is kept, where stacks of several are looked up', async () => {
  const { clientFor } = functionOf();
  const request = aRequest();
  for (const region of ['eu-west-1', 'us-east-1', 'eu-west-1']) {
    const client = await clientFor({ ...request, stack: { ...request.stack, region } }, aBudget());
    await client.send(describeImages());
  }
  expect(mockSdk.sent.map(({ client, config }) => ({ client, config }))).toEqual([
    { client: 0, config: OWN },
    { client: 1, config: { ...OWN, region: 'us-east-1' } },
    { client: 0, config: OWN },
  ]);
});

describe('a role is assumed', () => {
  test('with the external id that was given', async () => {
    await everywhere().access({ assumedRoleArn: ROLE, externalId: SECRETS.externalId });
    expect(mockSdk.sent).toMatchObject([{ input: { ExternalId: SECRETS.externalId } }]);
  });

  test('in a session that names the stack, as far as 64 characters go', async () => {
    const request = aRequest({ assumedRoleArn: ROLE });
    const stack = { ...request.stack, name: 'Stack'.repeat(20) };
    await everywhere().clientFor({ ...request, stack }, aBudget());
    expect(mockSdk.sent).toMatchObject([
      { input: { RoleSessionName: `WorkspaceImages-${'Stack'.repeat(20)}`.slice(0, 64) } },
    ]);
  });

  test('again while it is denied, which a role that is new may be for 30 s, and then fails with advice', async () => {
    const { access, clock } = everywhere();
    const error = denied();
    failWith(error, clock);
    await expect(access({ assumedRoleArn: ROLE })).rejects.toMatchObject({
      message: `the role ${ROLE} could not be assumed (AccessDeniedException: not authorized): it must trust this account`,
      cause: error,
    });
    expect(clock.elapsed()).toBeGreaterThanOrEqual(30_000);
    expect(clock.elapsed()).toBeLessThan(32_000);
    expect(mockSdk.destroyed).toBe(1);
  });

  test('or fails with advice on the external id, if one was given', async () => {
    const { access, clock } = everywhere();
    failWith(denied(), clock);
    await expect(access({ assumedRoleArn: ROLE, externalId: SECRETS.externalId })).rejects.toThrow(
      /: it must trust this account, with the external id that was given$/,
    );
  });

  test('again while a proxy answers in the place of the service', async () => {
    const answers: object[] = [{ $metadata: { httpStatusCode: 200 } }, { Credentials: CREDENTIALS }];
    mockSdk.answer = () => Promise.resolve(answers.shift() ?? { Images: [] });
    await everywhere().access({ assumedRoleArn: ROLE });
    expect(mockSdk.sent).toHaveLength(2);
  });

  test('or fails without a word on its trust, if a proxy blocks the call', async () => {
    const { access, clock } = everywhere();
    failWith(
      Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: 403 } }),
      clock,
    );
    await expect(access({ assumedRoleArn: ROLE })).rejects.toThrow(
      `AssumeRole of ${ROLE} was blocked (an unreadable answer with HTTP status 403): a proxy or a firewall`,
    );
  });

  test('until the time to a first answer is over, not for longer', async () => {
    const { access, clock } = everywhere();
    failWith(throttled(), clock);
    const budget = aBudget({ firstAnswerBy: NOW + 60 * SECOND });
    const error = await errorOf(access({ assumedRoleArn: ROLE }, budget));
    expect(error).toBeInstanceOf(OutOfTimeError);
    expect(error.message).toMatch(
      /^AssumeRole of arn:aws:iam::210987654321:role\/LookUp did not succeed in \d+ seconds and \d+ calls, the last with ThrottlingException: Rate exceeded$/,
    );
    expect(clock.elapsed()).toBeGreaterThan(57_000);
    expect(clock.elapsed()).toBeLessThan(60_000);
  });

  test('with empty credentials, which the service refuses, if none came back', async () => {
    mockSdk.answer = () => Promise.resolve({ Images: [], $metadata: { requestId: '4e8b' } });
    await (await everywhere().access({ assumedRoleArn: ROLE })).send(describeImages());
    expect(mockSdk.sent[1]).toMatchObject({
      config: { credentials: { accessKeyId: '', secretAccessKey: '', sessionToken: '' } },
    });
  });
});

describe('a listing', () => {
  const budget = aBudget({ firstAnswerBy: NOW + 60 * SECOND, deadline: NOW + 120 * SECOND });

  test('that has received no page is given up when the time to a first answer is over', async () => {
    const { access, clock } = functionOf();
    failWith(throttled(), clock);
    const client = await access({}, budget);
    const error = await errorOf(client.send(describeImages()));
    expect(error).toBeInstanceOf(OutOfTimeError);
    expect(error.message).toMatch(
      /^DescribeWorkspaceImages did not succeed in \d+ seconds and \d+ calls, the last with ThrottlingException: Rate exceeded; the account's limit for this call, 2 a second unless AWS has raised it, is used up: deploy again when other callers are done$/,
    );
    expect(clock.elapsed()).toBeGreaterThan(57_000);
    expect(clock.elapsed()).toBeLessThan(60_000);
  });

  test('that keeps a rate of its own says which', async () => {
    const { access, clock } = functionOf({ REQUEST_RATE: '10' });
    failWith(throttled(), clock);
    const client = await access({}, budget);
    expect((await errorOf(client.send(describeImages()))).message).toMatch(
      /is used up: deploy again when other callers are done, or lower `requestRate`, which is 10$/,
    );
  });

  test('that has received a page goes on until the deadline', async () => {
    const { access, clock } = functionOf();
    const client = await access({}, budget);
    await client.send(describeImages());
    failWith(throttled(), clock);
    const error = await errorOf(client.send(describeImages('next')));
    expect(error).toBeInstanceOf(OutOfTimeError);
    expect(error.message).toMatch(/^page 2 of DescribeWorkspaceImages did not succeed in /);
    expect(clock.elapsed()).toBeGreaterThan(117_000);
    expect(clock.elapsed()).toBeLessThan(120_000);
  });

  test('receives pages after the time to a first answer, once it has received one', async () => {
    const { access, clock } = functionOf();
    const client = await access({}, budget);
    await client.send(describeImages());
    await clock.sleep(100 * SECOND);
    await expect(client.send(describeImages('next'))).resolves.toEqual({ Images: [] });
  });

  test('gets no more time from a page of the listing before', async () => {
    const { access, clock } = functionOf();
    await (await access({}, budget)).send(describeImages());
    await clock.sleep(60 * SECOND);
    const client = await access({}, budget);
    await expect(client.send(describeImages())).rejects.toThrow(
      'no time was left for DescribeWorkspaceImages: the calls before it took too long',
    );
  });

  test('of too many pages says how many it has read', async () => {
    const { access, clock } = functionOf();
    const client = await access({}, budget);
    await client.send(describeImages());
    await client.send(describeImages('2'));
    await clock.sleep(120 * SECOND);
    await expect(client.send(describeImages('3'))).rejects.toThrow(
      new OutOfTimeError(
        'no time was left for page 3 of DescribeWorkspaceImages: the service answered too slowly, or there ' +
          'are too many pages',
      ),
    );
  });

  test('is denied for 30 s before that counts', async () => {
    const { access, clock } = functionOf();
    const error = denied();
    failWith(error, clock);
    const client = await access();
    expect(await errorOf(client.send(describeImages()))).toBe(error);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(30_000);
    expect(clock.elapsed()).toBeLessThan(32_000);
  });

  test('fails as it fails if that does not pass', async () => {
    const { access, clock } = functionOf();
    const error = namedError('ValidationException');
    failWith(error, clock, 10);
    const client = await access();
    expect(await errorOf(client.send(describeImages()))).toBe(error);
    expect(mockSdk.sent).toHaveLength(1);
  });
});
