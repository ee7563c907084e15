import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenLocally } from '../../dev/local-aws/listen';
import { stopCalendar, WAITER } from '../driver/clock';
import { CloudFormation, type Properties } from '../driver/cloudformation';
import type { CloudFormationEvent, Handler } from '../driver/framework';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';
import { responseUrl, SECRETS } from '../secrets';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const ROLE_WITH_COMMA = 'arn:aws:iam::210987654321:role/path/Look,Up';

/** What the function was deployed for. */
const DEPLOYED_FOR = {
  ALLOWED_REGIONS: 'eu-central-1 us-east-1',
  ALLOWED_ROLE_ARNS: `${ROLE} ${ROLE_WITH_COMMA}`,
};

const OWN_STACK =
  'arn:aws:cloudformation:eu-west-1:123456789012:stack/Images/6e1d2a40-8c2b-11f0-9d3a-0a1b2c3d4e5f';
const WAITING: Properties = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: 600 };

interface Call {
  readonly service: 'WorkSpaces' | 'STS' | 'S3';
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status?: number;
  readonly body: string;
}

/** Every service that the handler can call, at one address, and what it was asked. */
let services: { readonly server: Server; readonly calls: Call[]; answer: (call: Call) => Answer };
let handler: Handler;

const CREDENTIALS = `
  <AssumeRoleResponse><AssumeRoleResult><Credentials>
    <AccessKeyId>${SECRETS.assumedAccessKeyId}</AccessKeyId>
    <SecretAccessKey>${SECRETS.assumedSecretAccessKey}</SecretAccessKey>
    <SessionToken>${SECRETS.assumedSessionToken}</SessionToken>
    <Expiration>2026-07-01T13:00:00Z</Expiration>
  </Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const IMAGES = JSON.stringify({ Images: [{ ImageId: 'wsi-000000001', Name: 'golden', State: 'AVAILABLE' }] });

const asUsual = ({ service }: Call): Answer =>
  ({ WorkSpaces: { body: IMAGES }, STS: { body: CREDENTIALS }, S3: { body: '' } })[service];

function serviceOf(headers: IncomingHttpHeaders, body: string): Call['service'] {
  if (headers['x-amz-target'] !== undefined) {
    return 'WorkSpaces';
  }
  return body.startsWith('Action=') || body.includes('&Action=') ? 'STS' : 'S3';
}

beforeEach(async () => {
  stopCalendar();
  jest.spyOn(Math, 'random').mockReturnValue(0.999);
  catchLog();
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { headers, url = '' } = request;
      const call = { service: serviceOf(headers, body), path: url, headers, body };
      calls.push(call);
      const answer = services.answer(call);
      response
        .writeHead(answer.status ?? 200, { date: new Date().toUTCString(), etag: '"0"' })
        .end(answer.body);
    });
  });
  const url = `http://127.0.0.1:${await listenLocally(server)}`;
  services = { server, calls, answer: asUsual };
  Object.assign(process.env, DEPLOYED_FOR, { AWS_ENDPOINT_URL_STS: url });
  handler = builtHandlerInStoppedTime(url, url);
});

afterEach(() => {
  services.server.close();
  services.server.closeAllConnections();
  jest.useRealTimers();
});

const asked = () => services.calls.map(({ service, headers }) => [service, scopeOf(headers)]);

/** Whose credentials sign a call, and for which Region. */
function scopeOf({ authorization = '' }: IncomingHttpHeaders): string {
  const [, key = '', region = ''] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(authorization) ?? [];
  return `${key} ${region}`;
}

const elsewhere = (properties: Properties) => new CloudFormation(handler).create(properties);

describe('where a function was deployed for', () => {
  const own = `${SECRETS.accessKeyId} eu-west-1`;

  test.each<[Properties, string[][]]>([
    [{}, [['WorkSpaces', own]]],
    [{ Region: 'us-east-1' }, [['WorkSpaces', `${SECRETS.accessKeyId} us-east-1`]]],
    [
      { AssumedRoleArn: ROLE_WITH_COMMA, ExternalId: SECRETS.externalId, Region: 'eu-central-1' },
      [
        ['STS', own],
        ['WorkSpaces', `${SECRETS.assumedAccessKeyId} eu-central-1`],
      ],
    ],
    [
      { ManifestBucket: 'manifests' },
      [
        ['WorkSpaces', own],
        ['S3', own],
      ],
    ],
  ])('it looks, and as nobody else: %j', async (properties, calls) => {
    expect(await elsewhere(properties)).toMatchObject({ Status: 'SUCCESS' });
    expect(asked()).toStrictEqual(calls);
  });
});

const REGIONS = [
  ...['us-east-2', 'us-east', 'us-east-11', 'US-EAST-1', 'us-east-1 ', ' us-east-1', 'us-east-1\n', '', '-'],
  ...[
    'eu-central-1 us-east-1',
    'eu-central-1,us-east-1',
    'us-east-1,',
    'us-east-1.',
    'eu-central-1\u0000us-east-1',
  ],
  ...[
    'evil.example/#',
    'us-east-1.evil.example',
    'evil.example?us-east-1',
    '@evil.example',
    '127.0.0.1:80/us-east-1',
  ],
  ...['../us-east-1', '%75s-east-1', '*', '__proto__', 'constructor', 'undefined', 'ALLOWED_REGIONS'],
];
const ROLES = [
  ...[`${ROLE}2`, ROLE.slice(0, -1), `${ROLE} `, ` ${ROLE}`, `${ROLE}\n`, `${ROLE}/`, ROLE.toLowerCase()],
  ...[ROLE.replace('aws', 'aws-cn'), ROLE.replace('210987654321', '123456789012'), ROLE.replace('Look', '*')],
  ...[`${ROLE} ${ROLE_WITH_COMMA}`, `${ROLE},${ROLE_WITH_COMMA}`, ROLE_WITH_COMMA.split(',')[0] ?? '', 'Up'],
  ...[ROLE.replace('role/', 'role/path/../'), ROLE.replace('role/', 'role//'), ROLE.replace('role', 'user')],
  ...['arn:aws:sts::210987654321:assumed-role/LookUp/session', '', '*', '__proto__', 'undefined'],
];

describe.each<[string, readonly string[]]>([
  ['Region', REGIONS],
  ['AssumedRoleArn', ROLES],
])('a %s that a function was not deployed for', (property, values) => {
  const refusal = /^`(region|assumedRole|assumedRoleArn)` must be /;

  test.each(values)('is refused by a Create, without a call: %j', async (value) => {
    const { Status, Reason } = await elsewhere({ [property]: value });
    expect({ Status, Reason }).toStrictEqual({
      Status: 'FAILED',
      Reason: expect.stringMatching(refusal) as string,
    });
    expect(services.calls).toStrictEqual([]);
  });

  test('is refused by an Update and by its rollback, without a call', async () => {
    const [value = ''] = values;
    const stack = new CloudFormation(handler);
    await stack.create({});
    const before = services.calls.length;
    await stack.sendBack({ [property]: value }, {});
    await stack.sendBack({ [property]: value }, {}, stack.exchanges.at(-1)?.response.PhysicalResourceId);
    const responses = stack.exchanges.slice(1).map(({ response }) => response);
    expect(responses.map(({ Status }) => Status)).toStrictEqual(['FAILED', 'FAILED']);
    expect(responses.map(({ Reason }) => Reason)).toStrictEqual([
      expect.stringContaining('must be one that this function was deployed for'),
      expect.stringContaining('must be one that this function was deployed for'),
    ]);
    expect(services.calls).toHaveLength(before);
  });

  test('is refused by a wait, without a call', async () => {
    const [value = ''] = values;
    const stack = new CloudFormation(handler, undefined, WAITER);
    const { Status, Reason } = await stack.create({ ...WAITING, [property]: value });
    expect({ Status, Reason }).toStrictEqual({
      Status: 'FAILED',
      Reason: expect.stringMatching(refusal) as string,
    });
    expect(services.calls).toStrictEqual([]);
  });
});

test.each([
  '../other-bucket',
  'manifests/..',
  'Manifests',
  'manifests ',
  'manifests\n',
  'arn:aws:s3:eu-west-1:123456789012:accesspoint/x',
  'evil.example/#',
  'a@evil.example',
  'm'.repeat(64),
  '..',
])('a ManifestBucket that is no name of a bucket is refused, without a call: %j', async (ManifestBucket) => {
  const { Status, Reason } = await elsewhere({ ManifestBucket });
  expect({ Status, Reason }).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('`manifestBucket` must be the name of a bucket') as string,
  });
  expect(services.calls).toStrictEqual([]);
});

test.each(['manifest', 'manifests-of-others', 'other', 'manifests.evil.example'])(
  'a ManifestBucket that is not listed gets nothing: %s',
  async (ManifestBucket) => {
    const { Status, Reason } = await elsewhere({ ManifestBucket });
    expect({ Status, Reason }).toStrictEqual({
      Status: 'FAILED',
      Reason: expect.stringContaining(
        `the bucket of \`manifest\` must be one that this function was deployed for, got: ${ManifestBucket}`,
      ) as string,
    });
    expect(services.calls.filter(({ path }) => path !== '/')).toStrictEqual([]);
  },
);

test.each([
  ['__proto__', '{"__proto__": {"Region": "us-east-1"}}'],
  ['constructor', '{"constructor": "x"}'],
  ['Galaxy', '{"Galaxy": "x", "Region": "us-east-1"}'],
])('a property %s that is not known is refused, without a call', async (name, properties) => {
  const { Reason } = await elsewhere(JSON.parse(properties) as Properties);
  expect(Reason).toContain(`\`${name}\` is not a property that this version of the function knows`);
  expect(services.calls).toStrictEqual([]);
  expect(Object.prototype).not.toHaveProperty('Region');
});

/** What somebody who may invoke the function sends, in the name of a stack. */
const forged = (StackId: string, properties: object = {}): CloudFormationEvent => ({
  ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework',
  ResponseURL: responseUrl('forged'),
  StackId,
  RequestId: 'forged',
  LogicalResourceId: 'Forged',
  ResourceType: 'Custom::WorkspaceImages',
  ResourceProperties: {
    ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework',
    ...properties,
  },
  RequestType: 'Create',
});

const CONTEXT = { functionName: 'Images-Handler', getRemainingTimeInMillis: () => 600_000 };

describe('an event in the name of another stack', () => {
  test.each([
    OWN_STACK.replace('eu-west-1', 'us-east-1'),
    OWN_STACK.replace('eu-west-1', 'evil.example/#'),
    OWN_STACK.replace('eu-west-1', 'evil'),
    OWN_STACK.replace('eu-west-1', 'EU-WEST-1'),
    'evil',
    '',
  ])('in another Region has no call made there: %s', async (stackId) => {
    await expect(handler(forged(stackId), CONTEXT)).rejects.toThrow(
      'the stack must be in eu-west-1, where this function runs, got:',
    );
    expect(services.calls).toStrictEqual([]);
  });

  test('gets no call but as the function itself, and a manifest only under the name that it bears', async () => {
    const stackId = OWN_STACK.replace('123456789012', '999999999999').replace('/Images/', '/Others/');
    await handler(forged(stackId, { ManifestBucket: 'manifests' }), CONTEXT);
    expect(new Set(asked().map(([, scope]) => scope))).toStrictEqual(
      new Set([`${SECRETS.accessKeyId} eu-west-1`]),
    );
    // Its role may write below the name of its own stack only.
    expect(services.calls.at(-1)?.path).toMatch(
      /^\/manifests\/workspace-images\/999999999999\/eu-west-1\/Others\/Forged-[0-9a-f]{16}-[0-9a-f]{16}\.jsonl\?/,
    );
  });

  test('that names a folder above has it written as it is, which no policy allows', async () => {
    const stackId = OWN_STACK.replace('/Images/', '/../');
    await handler(forged(stackId, { ManifestBucket: 'manifests' }), CONTEXT);
    expect(services.calls.at(-1)?.path).toMatch(
      /^\/manifests\/workspace-images\/123456789012\/eu-west-1\/\.\.\/Forged-/,
    );
  });
});

test('the handler itself never calls the ResponseURL', async () => {
  const { port } = services.server.address() as { readonly port: number };
  const event = { ...forged(OWN_STACK), ResponseURL: `http://127.0.0.1:${port}/answer` };
  await handler(event, CONTEXT);
  await expect(
    handler({ ...event, ResourceProperties: { ServiceToken: 'x', MostRecent: '0' } }, CONTEXT),
  ).rejects.toThrow();
  expect(services.calls.map(({ path }) => path)).toStrictEqual(['/']);
});

const SESSION = 'arn:aws:sts::123456789012:assumed-role/Images-HandlerRole-1A2B/WorkspaceImages-Images';

/** What the services say of a call that they refuse, with what they repeat of it. */
const denial = (code: string, message: string): Answer => ({
  status: 400,
  body: JSON.stringify({ __type: code, message }),
});
const stsDenial = (message: string): Answer => ({
  status: 403,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
});
const canonical = ({ headers }: Call) =>
  'The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request ' +
  `should have been\n'POST\n/\n\nx-amz-security-token:${String(headers['x-amz-security-token'])}\n\nhost'\n\n` +
  `got '${String(headers.authorization)}'`;

describe('what a service repeats of a call is in no reason and in no log', () => {
  test.each<[string, (call: Call) => Answer, Properties, RegExp]>([
    [
      'the name of the session that is denied: the role stays',
      () =>
        denial('AccessDeniedException', `User: ${SESSION} is not authorized to perform: workspaces:Describe`),
      {},
      /assumed-role\/Images-HandlerRole-1A2B\/… is not authorized/,
    ],
    [
      'the name of the session that may not assume a role',
      () => stsDenial(`User: ${SESSION} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`),
      { AssumedRoleArn: ROLE, ExternalId: SECRETS.externalId },
      /assumed-role\/Images-HandlerRole-1A2B\/… is not authorized to perform: sts:AssumeRole on resource: .*LookUp/,
    ],
    [
      'the token of the function',
      (call) => denial('InvalidSignatureException', canonical(call)),
      {},
      /x-amz-security-token:… host' got '.*Credential=…, .*Signature=…'/,
    ],
    [
      'the token of an assumed role',
      (call) =>
        call.service === 'STS' ? asUsual(call) : denial('InvalidSignatureException', canonical(call)),
      { AssumedRoleArn: ROLE, ExternalId: SECRETS.externalId },
      /x-amz-security-token:… host'/,
    ],
    [
      'the token, where the call is repeated for a while',
      (call) => denial('AccessDeniedException', canonical(call)),
      {},
      /^DescribeWorkspaceImages was denied .*x-amz-security-token:…/,
    ],
    [
      'a token of a page that comes twice',
      () => ({ body: JSON.stringify({ Images: [], NextToken: SECRETS.pageToken }) }),
      {},
      /^DescribeWorkspaceImages gave the same token twice/,
    ],
    [
      'an external id that is none, as a whole secret would be',
      asUsual,
      { AssumedRoleArn: ROLE, ExternalId: JSON.stringify({ password: SECRETS.externalId }) },
      /^`externalId` must be 2 to 1,224 .* got: a value that is not shown/,
    ],
  ])('%s', async (_, answer, properties, reason) => {
    services.answer = answer;
    // A failure of the check at the end of each test says what got out.
    expect(await elsewhere(properties)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(reason) as string,
    });
  });
});

test('a name of many lines stays one line in the log and in the reason', async () => {
  const forgedLine = 'x\n{"event":"looked up","verdict":"ready"}\r\u2028y';
  const { Reason } = await elsewhere({ [forgedLine]: '1' });
  const lines = jest.mocked(console.error).mock.calls.map(([line]) => String(line));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => /[\n\r]/.test(line))).toStrictEqual([]);
  expect(Reason.split('\n\nLogs: ')[0]).not.toMatch(/[\n\r\u2028]/);
});
