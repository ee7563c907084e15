import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { WorkspaceImagesProps, WorkspaceImagesProviderProps } from '../../../lib';
import { ImageGate, ImageState, WorkspaceImages, WorkspaceImagesProvider } from '../../../lib';
import { lookup, lookups, lookupStack, warnings } from '../stacks';

const waiting = (timeout: Duration) => ImageGate.waitUntilAvailable({ timeout });
const waitOf = (hours: number): WorkspaceImagesProps => ({
  gate: waiting(Duration.hours(hours)),
  refreshKey: '1',
});

function resourceCounts(props: WorkspaceImagesProps): Record<string, number> {
  const { Resources } = lookupStack(props).template().toJSON() as {
    Resources: Record<string, { Type: string }>;
  };
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(Resources)) {
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
}

describe('the template with a gate', () => {
  const PLAIN = {
    'AWS::IAM::Policy': 1,
    'AWS::IAM::Role': 2,
    'AWS::Lambda::Function': 2,
    'AWS::Logs::LogGroup': 1,
    'Custom::WorkspaceImages': 1,
  };
  const WAITING = {
    // Of the waiting framework, of its polls, and of the state machine.
    'AWS::IAM::Policy': 3,
    'AWS::IAM::Role': 4,
    'AWS::Lambda::Function': 4,
    'AWS::Logs::LogGroup': 1,
    'AWS::StepFunctions::StateMachine': 1,
  };

  test.each<[string, WorkspaceImagesProps, Record<string, number>]>([
    ['none', { gate: ImageGate.none() }, PLAIN],
    ['requireAvailable', { gate: ImageGate.requireAvailable() }, PLAIN],
    [
      'a wait of 50 minutes',
      { gate: waiting(Duration.minutes(50)) },
      { ...WAITING, 'Custom::WorkspaceImages': 1 },
    ],
    [
      'a wait of 51 minutes',
      { gate: waiting(Duration.minutes(51)) },
      { ...WAITING, 'Custom::WorkspaceImages': 2 },
    ],
    ['a wait of 3 hours', waitOf(3), { ...WAITING, 'Custom::WorkspaceImages': 4 }],
    ['a wait of 12 hours', waitOf(12), { ...WAITING, 'Custom::WorkspaceImages': 15 }],
  ])('holds only what is needed: %s', (_, props, counts) => {
    expect(resourceCounts(props)).toStrictEqual(counts);
  });

  test('keeps every function of the frameworks at the quiet log level, in our log group', () => {
    const functions = Object.values(
      lookupStack(waitOf(1)).template().findResources('AWS::Lambda::Function'),
    ) as {
      Properties: { Handler: string; LoggingConfig: { ApplicationLogLevel?: string; LogGroup: unknown } };
    }[];
    const frameworks = functions.filter(({ Properties }) => Properties.Handler.startsWith('framework.'));
    expect(frameworks).toHaveLength(3);
    for (const { Properties } of frameworks) {
      expect(Properties.LoggingConfig).toMatchObject({
        ApplicationLogLevel: 'FATAL',
        LogGroup: { Ref: 'WorkspaceImagesProviderLogGroup9D3A3A7F' },
      });
    }
  });

  test('shares the function that looks up between lookups with and without one', () => {
    const { stack, template } = lookupStack();
    new WorkspaceImages(stack, 'Gated', waitOf(1));
    template().resourceCountIs('AWS::Lambda::Function', 5);
    const handlers = Object.keys(template().findResources('AWS::Lambda::Function')).filter((id) =>
      id.includes('Handler'),
    );
    expect(handlers).toHaveLength(1);
  });
});

describe('a lookup with a gate', () => {
  test('says so, and is another one than without', () => {
    const plain = lookup();
    const required = lookup({ gate: ImageGate.requireAvailable() });
    const waits = lookup({ gate: waiting(Duration.minutes(30)) });
    expect(plain.properties['Gate']).toBeUndefined();
    expect(required.properties).toMatchObject({ Gate: 'REQUIRE_AVAILABLE', ServiceTimeout: 900 });
    expect(waits.properties).toMatchObject({
      Gate: 'WAIT_UNTIL_AVAILABLE',
      GateTimeout: '1800',
      ServiceTimeout: 3_600,
    });
    expect(new Set([plain, required, waits].map(({ logicalId }) => logicalId)).size).toBe(3);
    expect(lookup({ gate: ImageGate.none() }).logicalId).toBe(plain.logicalId);
  });

  test('calls a framework of its own where it waits, since CloudFormation refuses a changed service token', () => {
    const token = (props: WorkspaceImagesProps) => lookup(props).properties['ServiceToken'];
    expect(token({ gate: ImageGate.requireAvailable() })).toStrictEqual(token({}));
    expect(token({ gate: waiting(Duration.minutes(30)) })).not.toStrictEqual(token({}));
  });
});

describe('a long wait', () => {
  const links = lookups(lookupStack(waitOf(2)).template());

  test('is a chain of links that hand over by their attributes', () => {
    const [first, second, last] = links.map(({ properties }) => properties);
    const handedOver = (id: string | undefined) => ({
      Deadline: { 'Fn::GetAtt': [id, 'Deadline'] },
      FrozenImageIds: { 'Fn::GetAtt': [id, 'FrozenImageIds'] },
    });
    expect(links).toHaveLength(3);
    expect(first).toMatchObject({ HandOverAfter: '3000' });
    expect(first).not.toHaveProperty('Deadline');
    expect(second).toMatchObject({ HandOverAfter: '3000', ...handedOver(links[0]?.logicalId) });
    expect(last).toMatchObject(handedOver(links[1]?.logicalId));
    expect(last).not.toHaveProperty('HandOverAfter');
  });

  test('bears one hash in all its logical ids, so that a rollback drops its links together', () => {
    expect(new Set(links.map(({ logicalId }) => logicalId.slice(-8))).size).toBe(1);
    expect(new Set(links.map(({ logicalId }) => logicalId)).size).toBe(3);
  });

  test('is waited for as a whole by what depends on it', () => {
    const { stack, images, template } = lookupStack(waitOf(2));
    const consumer = new CfnRole(stack, 'Consumer', { assumeRolePolicyDocument: {} });
    consumer.node.addDependency(images);
    const ids = lookups(template()).map(({ logicalId }) => logicalId);
    const { Resources } = template().toJSON() as { Resources: { Consumer: { DependsOn: string[] } } };
    expect([...Resources.Consumer.DependsOn].sort()).toStrictEqual([...ids].sort());
  });
});

describe('its warnings', () => {
  test('without a refreshKey, that it is passed once', () => {
    expect(warnings(lookupStack({ gate: ImageGate.requireAvailable() }).stack)).toStrictEqual([
      expect.stringContaining('cdk-workspace-images:gateWithoutRefreshKey'),
    ]);
    expect(
      warnings(lookupStack({ gate: ImageGate.requireAvailable(), refreshKey: '1' }).stack),
    ).toStrictEqual([]);
  });

  test('over an hour, that the stack is locked and credentials must outlive it', () => {
    expect(warnings(lookupStack(waitOf(1)).stack)).toStrictEqual([]);
    expect(warnings(lookupStack(waitOf(2)).stack)).toStrictEqual([
      expect.stringMatching(/locked for up to 2 hours.*cdk-workspace-images:longGate/),
    ]);
  });
});

describe('bad input throws', () => {
  test.each([
    [Duration.seconds(59), '`timeout` must be 1 minute to 12 hours, in whole seconds, got: 59 seconds'],
    [Duration.hours(13), '`timeout` must be 1 minute to 12 hours, in whole seconds, got: 46800 seconds'],
    [Duration.millis(60_500), '`timeout` must be 1 minute to 12 hours, in whole seconds, got: 60.5 seconds'],
  ])('a timeout of %s', (timeout, message) => {
    expect(() => waiting(timeout)).toThrow(message);
  });

  test('a timeout that is a token', () => {
    const parameter = new CfnParameter(new Stack(), 'Wait', { type: 'Number' });
    expect(() => waiting(Duration.seconds(parameter.valueAsNumber))).toThrow(
      '`timeout` must be known at synth',
    );
  });

  test('states, which would hide what the gate must see', () => {
    expect(() => lookup({ gate: ImageGate.requireAvailable(), states: [ImageState.AVAILABLE] })).toThrow(
      '`states` must be left out with a `gate`, since it would hide the states that the gate must see',
    );
  });

  test.each<[WorkspaceImagesProviderProps, string]>([
    [{ pollInterval: Duration.seconds(0) }, '`pollInterval` must be 1 to 300 seconds'],
    [{ pollInterval: Duration.millis(1_500) }, '`pollInterval` must be 1 to 300 seconds'],
    [{ pollInterval: Duration.minutes(6) }, '`pollInterval` must be 1 to 300 seconds'],
  ])('a poll interval out of range: %j', (props, message) => {
    expect(() => new WorkspaceImagesProvider(new Stack(new App(), 'Images'), 'Provider', props)).toThrow(
      message,
    );
  });

  test('a poll interval longer than the wait', () => {
    const stack = new Stack(new App(), 'Images');
    const provider = new WorkspaceImagesProvider(stack, 'Provider', { pollInterval: Duration.minutes(5) });
    const gate = waiting(Duration.minutes(4));
    expect(() => new WorkspaceImages(stack, 'GoldenImages', { provider, gate })).toThrow(
      "`pollInterval` of the provider must not be longer than the gate's timeout (4 minutes), got: 5 minutes",
    );
  });
});

test.each([1, 7, 30, 300])(
  'a poll interval of %i seconds is that of the state machine, for long enough',
  (seconds) => {
    const stack = new Stack(new App(), 'Images');
    const provider = new WorkspaceImagesProvider(stack, 'Provider', {
      pollInterval: Duration.seconds(seconds),
    });
    new WorkspaceImages(stack, 'GoldenImages', { provider, gate: waiting(Duration.hours(1)) });
    const definition = JSON.stringify(
      Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'),
    );
    const [, interval, attempts] = /IntervalSeconds\\":(\d+),\\"MaxAttempts\\":(\d+)/.exec(definition) ?? [];
    expect(Number(interval)).toBe(seconds);
    expect(Number(interval) * Number(attempts)).toBeGreaterThan(56 * 60);
  },
);
