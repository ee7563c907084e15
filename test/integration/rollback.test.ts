import type { Fault } from '../../dev/local-aws/workspaces-endpoint';
import { advance, elapsedSeconds } from '../driver/clock';
import { CloudFormation, type Properties, type RollbackId } from '../driver/cloudformation';
import type { Waiter } from '../driver/framework';
import { idOf, MINUTE, StoppedAccount } from './stopped-account';

let account: StoppedAccount;

beforeEach(async () => {
  account = await StoppedAccount.start('images');
});

afterEach(async () => {
  await account.close();
});

type Gate = 'none' | 'REQUIRE_AVAILABLE' | 'WAIT_UNTIL_AVAILABLE';

const GATES: readonly (readonly [string, Gate])[] = [
  ['a lookup without a gate', 'none'],
  ['a lookup that requires AVAILABLE', 'REQUIRE_AVAILABLE'],
  ['a lookup that waits', 'WAIT_UNTIL_AVAILABLE'],
];

const PROPERTIES: Readonly<Record<Gate, Properties>> = {
  none: {},
  REQUIRE_AVAILABLE: { Gate: 'REQUIRE_AVAILABLE' },
  WAIT_UNTIL_AVAILABLE: { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: 600 },
};

/** Polls are rare, so that a failure that lasts for an hour is a matter of seconds. */
const WAITER: Waiter = { pollInterval: 300_000, advance, maxAttempts: 12 };

/** The lookup before its Update. */
const first = (gate: Gate, more: Properties = {}): Properties => ({
  ImageNames: ['golden-a*'],
  ...PROPERTIES[gate],
  ...more,
});

/** What its Update makes of it. */
const second = (gate: Gate, more: Properties = {}): Properties => ({
  ...first(gate, more),
  ImageNames: ['golden-b*'],
});

const resource = (gate: Gate) =>
  new CloudFormation(account.function, 'Golden', gate === 'WAIT_UNTIL_AVAILABLE' ? WAITER : undefined);

interface Failure {
  readonly begin: () => void;

  /** Properties of the lookup without which there is no such failure. */
  readonly properties?: Properties;

  /** The gates under which an Update fails by it. */
  readonly fails: readonly Gate[];

  /** The answer of a rollback while it lasts, or the reason if there is none. */
  readonly answer: Readonly<Record<string, unknown>> | string;
}

const EVERY_GATE = GATES.map(([, gate]) => gate);
const WITH_A_GATE = EVERY_GATE.filter((gate) => gate !== 'none');

const NO_ANSWER =
  'the rollback has no answer; to go on without this lookup: aws cloudformation continue-update-rollback ' +
  '--stack-name Images --resources-to-skip Golden ';

const setImages =
  (...[images]: Parameters<StoppedAccount['setImages']>) =>
  () => {
    account.setImages(images);
  };
const inState = (state: string) => setImages({ a0: { state }, b0: { state } });
const numbered = (prefix: string) =>
  Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${prefix}${index}`, {}]));

const FAILURES: readonly (readonly [string, Failure])[] = [
  [
    'no access',
    {
      begin: () => {
        account.failWith('access-denied');
      },
      fails: EVERY_GATE,
      answer: NO_ANSWER,
    },
  ],
  [
    'a service that is not reached',
    {
      begin: () => {
        account.setReachable(false);
      },
      fails: EVERY_GATE,
      answer: NO_ANSWER,
    },
  ],
  [
    'no image that matches',
    {
      begin: setImages({}),
      fails: EVERY_GATE,
      answer: { ImageIds: '-', ImageStates: '-', ImageCount: '0' },
    },
  ],
  [
    'more images than may match',
    {
      begin: setImages({ a0: {}, a1: {}, b0: {}, b1: {} }),
      properties: { MaxCount: 1 },
      fails: EVERY_GATE,
      answer: { ImageIds: `${idOf('a0')},${idOf('a1')}`, ImageCount: '2' },
    },
  ],
  [
    'more images than a response holds',
    {
      begin: setImages({ ...numbered('a'), ...numbered('b') }),
      fails: EVERY_GATE,
      answer: {
        ImageIds: expect.stringMatching(`^${idOf('a0')},${idOf('a1')},`),
        ImageCount: expect.stringMatching(/^1[4-9]\d$/),
      },
    },
  ],
  [
    'a PENDING image',
    {
      begin: inState('PENDING'),
      fails: WITH_A_GATE,
      answer: { ImageIds: idOf('a0'), ImageStates: 'PENDING' },
    },
  ],
  [
    'an image in ERROR',
    { begin: inState('ERROR'), fails: WITH_A_GATE, answer: { ImageIds: idOf('a0'), ImageStates: 'ERROR' } },
  ],
  [
    'a bucket that refuses the manifest',
    {
      begin: () => {
        account.isBucketOpen = false;
      },
      properties: { ManifestBucket: 'manifests' },
      fails: EVERY_GATE,
      answer: { ImageIds: idOf('a0'), ManifestKey: '-', ManifestUrl: '-', ManifestSha256: '-' },
    },
  ],
  [
    'a function that crashes',
    {
      begin: () => {
        account.crashes = Infinity;
      },
      fails: EVERY_GATE,
      answer: 'Runtime exited with error: signal: killed',
    },
  ],
];

describe.each(GATES)('an Update of %s', (_, gate) => {
  // A gate that does not wait makes a difference for states alone.
  const all =
    gate === 'REQUIRE_AVAILABLE' ? FAILURES.filter(([, { fails }]) => fails === WITH_A_GATE) : FAILURES;
  const failing = all.filter(([, { fails }]) => fails.includes(gate));
  const judged = all.filter(([, { answer }]) => typeof answer !== 'string');

  test.each(failing)(
    'fails for %s, and is rolled back to the images of before once that is over',
    async (_name, { begin, properties }) => {
      const lookup = resource(gate);
      const created = await lookup.create(first(gate, properties));
      begin();
      const failed = await lookup.update(second(gate, properties), () => {
        account.mend();
      });
      expect(failed).toMatchObject({
        Status: 'FAILED',
        PhysicalResourceId: created.PhysicalResourceId,
      });
      expect(lookup.exchanges.at(-1)).toMatchObject({
        event: { RequestType: 'Update', PhysicalResourceId: created.PhysicalResourceId },
        response: { Status: 'SUCCESS', PhysicalResourceId: created.PhysicalResourceId, Data: created.Data },
      });
    },
  );

  test.each(all)(
    'is rolled back under the id of before with what there is, or without an answer: %s',
    async (_name, { begin, properties, answer }) => {
      const lookup = resource(gate);
      const { PhysicalResourceId } = await lookup.create(first(gate, properties));
      const back = await lookup.updateAndRollback(second(gate, properties), 'the old id', begin);
      const expected =
        typeof answer === 'string'
          ? { Status: 'FAILED', Reason: expect.stringContaining(answer) as unknown }
          : { Status: 'SUCCESS', Data: answer };
      expect(back).toMatchObject({ ...expected, PhysicalResourceId });
    },
  );

  test.each(judged)(
    'is rolled back under the id of the Update as any Update, which may fail: %s',
    async (_name, { begin, properties, fails }) => {
      const lookup = resource(gate);
      const { PhysicalResourceId } = await lookup.create(first(gate, properties));
      const back = await lookup.updateAndRollback(second(gate, properties), 'the new id', begin);
      expect([back.Status, back.PhysicalResourceId === PhysicalResourceId]).toStrictEqual(
        fails.includes(gate) ? ['FAILED', false] : ['SUCCESS', true],
      );
    },
  );

  test.each<RollbackId>(['the new id', 'the old id'])(
    'is rolled back to the images of before, if the rollback carries %s',
    async (carries) => {
      const lookup = resource(gate);
      const { PhysicalResourceId, Data } = await lookup.create(first(gate));
      const back = await lookup.updateAndRollback(second(gate), carries);
      expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId, Data });
    },
  );
});

test.each<[string, Gate, number, number]>([
  ['at the end of its event', 'none', 9 * MINUTE, 10 * MINUTE],
  ['after 50 minutes of polls', 'WAIT_UNTIL_AVAILABLE', 50 * MINUTE, 60 * MINUTE],
])('a rollback without an answer gives up %s: %s', async (_, gate, least, most) => {
  const lookup = resource(gate);
  await lookup.create(first(gate));
  let start = 0;
  await lookup.updateAndRollback(second(gate), 'the old id', () => {
    start = elapsedSeconds();
    account.failWith('access-denied');
  });
  expect(elapsedSeconds() - start).toBeGreaterThan(least);
  expect(elapsedSeconds() - start).toBeLessThan(most);
});

test.each<[string, Fault, Gate]>([
  ['denied', 'access-denied', 'none'],
  ['denied', 'access-denied', 'WAIT_UNTIL_AVAILABLE'],
  ['answered with errors', 'status-500', 'none'],
  ['answered by a proxy', 'html-200', 'WAIT_UNTIL_AVAILABLE'],
])('a rollback succeeds though every call is %s for four minutes', async (_, fault, gate) => {
  const lookup = resource(gate);
  const { PhysicalResourceId, Data } = await lookup.create(first(gate));
  const back = await lookup.updateAndRollback(second(gate), 'the old id', () => {
    account.failWith(fault, 4 * MINUTE);
  });
  expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId, Data });
});

test('a rollback logs the images that it leaves out', async () => {
  const lookup = resource('none');
  await lookup.create(first('none'));
  const { Data } = await lookup.updateAndRollback(second('none'), 'the old id', setImages(numbered('a')));
  const firstLeftOut = idOf(`a${String(Data?.['ImageCount'])}`);
  expect(JSON.stringify(jest.mocked(console.info).mock.calls)).toContain(firstLeftOut);
});
