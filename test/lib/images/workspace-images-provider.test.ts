import { App, CfnParameter, NestedStack, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { WorkspaceImagesProviderProps } from '../../../lib';
import { WorkspaceImages, WorkspaceImagesProvider } from '../../../lib';
import { lookups, lookupStack } from '../stacks';

const HANDLER = { Description: 'Looks up Amazon WorkSpaces images' };

describe('the template of one lookup with defaults', () => {
  const template = lookupStack().template();

  test('holds two functions, two roles, one log group, one policy and the lookup', () => {
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values(
      template.toJSON()['Resources'] as Record<string, { Type: string }>,
    )) {
      counts[Type] = (counts[Type] ?? 0) + 1;
    }
    expect(counts).toStrictEqual({
      'AWS::IAM::Policy': 1,
      'AWS::IAM::Role': 2,
      'AWS::Lambda::Function': 2,
      'AWS::Logs::LogGroup': 1,
      'Custom::WorkspaceImages': 1,
    });
  });

  test('lets the handler do one thing beside logging to its own group', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Effect: 'Allow',
                Resource: {
                  'Fn::GetAtt': [Match.stringLikeRegexp('^WorkspaceImagesProviderLogGroup'), 'Arn'],
                },
              },
              { Action: 'workspaces:DescribeWorkspaceImages', Effect: 'Allow', Resource: '*' },
            ],
          },
        },
      ],
    });
  });

  test('runs the handler on Node.js 24, arm64, with JSON logs, for less than the framework waits', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      ...HANDLER,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 256,
      Timeout: 600,
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: Match.stringLikeRegexp('LogGroup') } },
    });
  });

  test('keeps the framework at its quiet log level, in the same log group', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'framework.onEvent',
      LoggingConfig: {
        ApplicationLogLevel: 'FATAL',
        LogGroup: { Ref: Match.stringLikeRegexp('^WorkspaceImagesProviderLogGroup') },
      },
    });
  });

  test('keeps logs for a month, and removes them with the stack', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });
});

describe('the default provider', () => {
  test('is one for all lookups of a stack', () => {
    const { stack, template } = lookupStack();
    new WorkspaceImages(new Construct(stack, 'Deeper'), 'Others');
    const tokens = lookups(template()).map(({ properties }) => properties['ServiceToken']);
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).toStrictEqual(tokens[1]);
    template().resourceCountIs('AWS::Lambda::Function', 2);
  });

  test("is a nested stack's own", () => {
    const { stack } = lookupStack();
    const nested = new NestedStack(stack, 'Nested');
    new WorkspaceImages(nested, 'Nested');
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 2);
    Template.fromStack(nested).resourceCountIs('AWS::Lambda::Function', 2);
  });

  test('does not take the place of another construct', () => {
    const stack = new Stack(new App(), 'Images');
    new Construct(stack, 'WorkspaceImagesProvider');
    expect(() => new WorkspaceImages(stack, 'GoldenImages')).toThrow(
      'the id WorkspaceImagesProvider in Images must be left to the default provider, got: another construct',
    );
  });
});

describe('a provider of your own', () => {
  const stackWith = (props: WorkspaceImagesProviderProps, stack = new Stack(new App(), 'Images')) => {
    const provider = new WorkspaceImagesProvider(stack, 'Provider', props);
    new WorkspaceImages(stack, 'GoldenImages', { provider });
    return Template.fromStack(stack);
  };

  test('takes a runtime and a memory size', () => {
    stackWith({ runtime: Runtime.NODEJS_22_X, memorySize: 512 }).hasResourceProperties(
      'AWS::Lambda::Function',
      {
        ...HANDLER,
        Runtime: 'nodejs22.x',
        MemorySize: 512,
      },
    );
  });

  test('takes a log group, and may write to that alone', () => {
    const stack = new Stack(new App(), 'Images');
    const logGroup = new LogGroup(stack, 'Mine', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const template = stackWith({ logGroup }, stack);
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.allResourcesProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^Mine') } },
    });
    template.allResourcesProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({ Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Mine'), 'Arn'] } }),
            ]),
          },
        },
      ],
    });
  });

  test('takes a rate of calls, and otherwise leaves it to the handler', () => {
    stackWith({ requestRate: 4.5 }).hasResourceProperties('AWS::Lambda::Function', {
      ...HANDLER,
      Environment: { Variables: { REQUEST_RATE: '4.5' } },
    });
    stackWith({}).hasResourceProperties('AWS::Lambda::Function', { ...HANDLER, Environment: Match.absent() });
  });

  test('takes a memory size that is a token', () => {
    const stack = new Stack(new App(), 'Images');
    const memorySize = new CfnParameter(stack, 'Memory', { type: 'Number' }).valueAsNumber;
    stackWith({ memorySize }, stack).hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: { Ref: 'Memory' },
    });
  });

  test.each<[WorkspaceImagesProviderProps, string]>([
    [{ runtime: Runtime.PYTHON_3_13 }, '`runtime` must be Node.js 22 or later, got: python3.13'],
    [{ runtime: Runtime.NODEJS_20_X }, '`runtime` must be Node.js 22 or later, got: nodejs20.x'],
    [{ memorySize: 127 }, '`memorySize` must be a whole number of MiB from 128 to 10240, got: 127'],
    [{ memorySize: 10_241 }, '`memorySize` must be a whole number of MiB from 128 to 10240, got: 10241'],
    [{ requestRate: 0 }, '`requestRate` must be 0.1 to 100 calls a second, known at synth, got: 0'],
    [{ requestRate: 100.5 }, '`requestRate` must be 0.1 to 100 calls a second, known at synth, got: 100.5'],
    [{ requestRate: NaN }, '`requestRate` must be 0.1 to 100 calls a second, known at synth, got: NaN'],
    [
      { requestRate: Token.asNumber('2') },
      '`requestRate` must be 0.1 to 100 calls a second, known at synth, got: a token',
    ],
    [{ memorySize: 200.5 }, '`memorySize` must be a whole number of MiB from 128 to 10240, got: 200.5'],
  ])('refuses %j: %s', (props, message) => {
    expect(() => stackWith(props)).toThrow(message);
  });
});
