import {
  App,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Duration,
  Fn,
  RemovalPolicy,
  Size,
  Stack,
  Tags,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import {
  ComputeType,
  ImageType,
  WorkspaceBundle,
  type WorkspaceBundleProps,
  WorkspaceBundleProvider,
  WorkspaceImage,
  WorkspaceImages,
} from '../../../lib';
import { warnings } from '../stacks';

const newStack = (env?: { readonly account?: string; readonly region?: string }) =>
  new Stack(new App(), 'Images', env && { env });

/** A bundle of an image that is named by its id. */
function desktop(
  props: Partial<WorkspaceBundleProps> = {},
  stack = newStack(),
  id = 'Desktop',
): WorkspaceBundle {
  return new WorkspaceBundle(stack, id, {
    image: WorkspaceImage.fromImageId(stack, `${id}Image`, 'wsi-0123456789'),
    computeType: ComputeType.STANDARD,
    rootVolumeSize: Size.gibibytes(80),
    userVolumeSize: Size.gibibytes(50),
    ...props,
  });
}

/** Props as a program hands them over that no type checker has seen. */
const untyped = (props: object) => () => desktop({ ...props });

const templateOf = (bundle: WorkspaceBundle) => Template.fromStack(Stack.of(bundle));

function resourceOf(bundle: WorkspaceBundle) {
  const [found, ...others] = Object.entries(templateOf(bundle).findResources('Custom::WorkspaceBundle'));
  if (found === undefined || others.length > 0) {
    throw new Error('expected one bundle');
  }
  const [logicalId, resource] = found;
  return { logicalId, resource: resource as { Properties: Record<string, unknown>; DeletionPolicy: string } };
}

const logicalIdOf = (props: Partial<WorkspaceBundleProps>) => resourceOf(desktop(props)).logicalId;

describe('a bundle', () => {
  test('is replaced for what the service cannot change', () => {
    const first = logicalIdOf({});
    const stack = newStack();
    const provider = new WorkspaceBundleProvider(stack, 'Provider');
    const others = [
      logicalIdOf({ computeType: ComputeType.POWER }),
      logicalIdOf({ rootVolumeSize: Size.gibibytes(175) }),
      logicalIdOf({ userVolumeSize: Size.gibibytes(100) }),
      logicalIdOf({ bundleName: 'golden' }),
      logicalIdOf({ description: 'Golden' }),
      resourceOf(desktop({ provider }, stack)).logicalId,
    ];
    expect(new Set([first, ...others]).size).toBe(7);
  });

  test('keeps its logical id, and so its bundle id, for everything else', () => {
    const stack = newStack();
    const other = desktop({ image: new WorkspaceImage(stack, 'Golden'), exportPrefix: 'golden' }, stack);
    Tags.of(other).add('team', 'x');
    expect([
      logicalIdOf({
        deleteTimeout: Duration.minutes(50),
        removalPolicy: RemovalPolicy.RETAIN,
        outputs: false,
      }),
      resourceOf(other).logicalId,
    ]).toStrictEqual([logicalIdOf({}), logicalIdOf({})]);
  });

  test('takes the id of its construct as the beginning of its name, as far as a name may hold it', () => {
    const id = `Golden desktop, é (${'x'.repeat(60)})`;
    expect(resourceOf(desktop({}, newStack(), id)).resource.Properties['NamePrefix']).toBe(
      `Golden-desktop----(${'x'.repeat(31)}`,
    );
    expect(resourceOf(desktop({ bundleName: 'golden' })).resource.Properties).not.toHaveProperty(
      'NamePrefix',
    );
  });

  test('has the tags of its construct, and of those around it', () => {
    const bundle = desktop();
    Tags.of(Stack.of(bundle)).add('team', 'x');
    Tags.of(bundle).add('cost', '1');
    Tags.of(bundle).add('else', '1', { includeResourceTypes: ['AWS::S3::Bucket'] });
    expect(resourceOf(bundle).resource.Properties['Tags']).toStrictEqual([
      { Key: 'cost', Value: '1' },
      { Key: 'team', Value: 'x' },
    ]);
    expect(resourceOf(desktop()).resource.Properties).not.toHaveProperty('Tags');
  });

  test.each([
    ['cdk-workspace-images:stack-id', 'x', '`tags` must hold no key that begins with cdk-workspace-images:'],
    ['k'.repeat(128), 'x', '`tags` must hold a tag key: 1 to 127 characters'],
  ])('fails synthesis with the tag %s', (key, value, message) => {
    const bundle = desktop();
    Tags.of(bundle).add(key, value);
    expect(() => templateOf(bundle)).toThrow(message);
  });

  test('is deleted by default, and otherwise kept as CloudFormation keeps it', () => {
    const policyOf = (removalPolicy?: RemovalPolicy) =>
      resourceOf(desktop({ removalPolicy })).resource.DeletionPolicy;
    expect([
      policyOf(),
      policyOf(RemovalPolicy.RETAIN),
      policyOf(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE),
    ]).toStrictEqual(['Delete', 'Retain', 'RetainExceptOnCreate']);
  });

  test('has an id, an ARN, and an output with a name of its own', () => {
    const bundle = desktop();
    const { logicalId } = resourceOf(bundle);
    const id = { 'Fn::GetAtt': [logicalId, 'BundleId'] };
    const stack = Stack.of(bundle);
    expect(stack.resolve(bundle.bundleId)).toStrictEqual(id);
    expect(JSON.stringify(stack.resolve(bundle.bundleArn))).toMatch(
      /":workspaces:",.*":workspacebundle\/",\{"Fn::GetAtt":\["Desktop\w+","BundleId"\]/,
    );
    expect(templateOf(bundle).findOutputs('*')).toStrictEqual({
      DesktopBundleId: { Description: 'Id of the bundle', Value: id },
    });
  });

  test('has an export, or no output', () => {
    templateOf(desktop({ exportPrefix: 'golden' })).hasOutput('DesktopBundleId', {
      Export: { Name: 'golden-bundle-id' },
    });
    expect(templateOf(desktop({ outputs: false })).findOutputs('*')).toStrictEqual({});
  });

  test('has an export of its own, which may begin as that of a lookup', () => {
    const stack = newStack();
    new WorkspaceImages(stack, 'Golden', { exportPrefix: 'golden' });
    desktop({ exportPrefix: 'golden' }, stack);
    expect(() => desktop({ exportPrefix: 'golden' }, stack, 'Second')).toThrow(
      '`exportPrefix` of Images/Second must be free in its account and Region, got: golden, which Images/Desktop uses',
    );
  });

  test('is known by its id', () => {
    const stack = newStack({ account: '123456789012', region: 'eu-west-1' });
    const bundle = WorkspaceBundle.fromBundleId(stack, 'Desktop', 'wsb-0123456789');
    expect(bundle.bundleId).toBe('wsb-0123456789');
    expect(bundle.bundleArn).toMatch(/:workspaces:eu-west-1:123456789012:workspacebundle\/wsb-0123456789$/);
    expect(
      WorkspaceBundle.fromBundleId(stack, 'Imported', Fn.importValue('golden-bundle-id')).bundleId,
    ).toContain('Token');
    expect(() => WorkspaceBundle.fromBundleId(stack, 'Wrong', 'wsi-0123456789')).toThrow(
      '`bundleId` must be a bundle id: wsb- and 8 to 63 of 0-9 a-z, got: wsi-0123456789',
    );
  });

  test('takes the newest of a list, one image, or one that is named', () => {
    const stack = newStack();
    const images = new WorkspaceImages(stack, 'Images');
    for (const [index, image] of [images.newestImage, new WorkspaceImage(stack, 'Golden')].entries()) {
      expect(() => desktop({ image }, stack, `Desktop${index}`)).not.toThrow();
    }
  });
});

test('a reference from another stack that the CDK makes an export fails synthesis, with the ways out', () => {
  const CHOICE = 'applyCrossStackReferenceStrength';
  const descriptor = Object.getOwnPropertyDescriptor(CfnResource.prototype, CHOICE);
  // The oldest peers do not let a resource choose the strength of references to it.
  Reflect.deleteProperty(CfnResource.prototype, CHOICE);
  try {
    const app = new App();
    const bundle = desktop({}, new Stack(app, 'Producer'));
    new CfnOutput(new Stack(app, 'Consumer'), 'Bundle', { value: bundle.bundleId });
    expect(() => app.synth()).toThrow(
      'another stack refers to Producer/Desktop/Resource by an export of the CDK, which would lock it: share its id by ' +
        '`exportPrefix` and Fn.importValue(), or by an SSM parameter',
    );
  } finally {
    if (descriptor !== undefined) {
      Object.defineProperty(CfnResource.prototype, CHOICE, descriptor);
    }
  }
});

describe('an image that no bundle can be made of', () => {
  const COPY_FIRST =
    '`image` must belong to the account and Region of the stack, so copy it there first, got: ';
  const env = { account: '123456789012', region: 'eu-west-1' };
  const roleOf = (stack: Stack, account: string) =>
    Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${account}:role/LookUp`);

  test('is a shared one', () => {
    const stack = newStack();
    const ownerAccountIds = ['210987654321'];
    const image = new WorkspaceImage(stack, 'Shared', { imageType: ImageType.SHARED, ownerAccountIds });
    const images = new WorkspaceImages(stack, 'AllShared', { imageType: ImageType.SHARED, ownerAccountIds });
    for (const shared of [image, images.newestImage]) {
      expect(() => desktop({ image: shared }, stack, `Of${shared.node.id}`)).toThrow(
        `${COPY_FIRST}an image that another account shares`,
      );
    }
  });

  test('is one of another Region', () => {
    const stack = newStack(env);
    const image = new WorkspaceImage(stack, 'Golden', { region: 'us-east-1' });
    expect(() => desktop({ image }, stack)).toThrow(`${COPY_FIRST}an image in us-east-1`);
  });

  test('is one of another account', () => {
    const stack = newStack(env);
    const image = new WorkspaceImage(stack, 'Golden', { assumedRole: roleOf(stack, '210987654321') });
    expect(() => desktop({ image }, stack)).toThrow(`${COPY_FIRST}an image of the account 210987654321`);
  });

  test('is none that may be of this account and Region', () => {
    const known = newStack(env);
    const unknown = newStack();
    const own = new WorkspaceImage(known, 'Golden', {
      region: 'eu-west-1',
      assumedRole: roleOf(known, env.account),
    });
    const some = new WorkspaceImage(unknown, 'Golden', {
      region: 'us-east-1',
      assumedRole: roleOf(unknown, '210987654321'),
    });
    const all = new WorkspaceImage(unknown, 'All', { imageIds: ['wsi-0123456789'] });
    expect(() => desktop({ image: own }, known)).not.toThrow();
    expect(() => desktop({ image: some }, unknown)).not.toThrow();
    expect(() => desktop({ image: all }, unknown, 'Other')).not.toThrow();
  });
});

test.each([
  [{ image: undefined }, '`image` must be one image, such as a WorkspaceImage, got: undefined'],
  [{ image: 'wsi-0123456789' }, '`image` must be one image, such as a WorkspaceImage, got: wsi-0123456789'],
  [{ image: new WorkspaceImages(newStack(), 'List') }, '`image` must be one image, such as a WorkspaceImage'],
  [{ image: null }, '`image` must be one image'],
  [{ computeType: undefined }, '`computeType` must be a service value'],
  [{ computeType: 'STANDARD' }, '`computeType` must be a value of ComputeType, got: STANDARD'],
  [
    { computeType: ComputeType.of('A B') },
    '`computeType` must be a service value: letters, digits and _, got: A B',
  ],
  [{ rootVolumeSize: undefined }, '`rootVolumeSize` must be 80 to 2000 GiB, got: nothing'],
  [{ rootVolumeSize: 80 }, '`rootVolumeSize` must be a Size, such as Size.gibibytes(80), got: 80'],
  [{ rootVolumeSize: Size.gibibytes(79) }, '`rootVolumeSize` must be 80 to 2000 GiB, got: 79'],
  [{ userVolumeSize: Size.mebibytes(10_241) }, '`userVolumeSize` must be 10 to 2000 GiB, got: 10.0009765625'],
  [
    { bundleName: 'golden desktop' },
    '`bundleName` must be 1 to 64 of a-z A-Z 0-9 _ . / ( ) -, got: golden desktop',
  ],
  [{ description: '' }, '`description` must be 1 to 255 of'],
  [{ description: 7 }, '`description` must be a string, got: 7'],
  [{ removalPolicy: RemovalPolicy.SNAPSHOT }, '`removalPolicy` must be RemovalPolicy.DESTROY, RETAIN or'],
  [{ deleteTimeout: Duration.minutes(51) }, '`deleteTimeout` must be 0 to 3000 seconds, got: 3060'],
  [{ deleteTimeout: 600 }, '`deleteTimeout` must be a Duration, got: 600'],
  [{ outputs: 'yes' }, '`outputs` must be true or false, got: yes'],
  [{ exportPrefix: 'a b' }, '`exportPrefix` must be 1 to 240 of'],
  [{ exportPrefix: 7 }, '`exportPrefix` must be a string, got: 7'],
  [{ exportPrefix: 'golden', outputs: false }, '`exportPrefix` needs `outputs`, which it exports'],
  [{ provider: {} }, '`provider` must be a WorkspaceBundleProvider, got: object'],
  [{ provider: null }, '`provider` must be a WorkspaceBundleProvider, got: null'],
  [{ tags: { team: 'x' } }, '`tags` is not a property of WorkspaceBundle'],
  [{ namePrefix: 'x' }, '`namePrefix` is not a property of WorkspaceBundle; its properties are: '],
])('props %# are refused', (props, message) => {
  expect(untyped(props)).toThrow(message);
});

test('values that are tokens pass, and are checked at deploy time', () => {
  const stack = newStack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const bundle = desktop(
    { bundleName: text, description: text, rootVolumeSize: Size.gibibytes(number) },
    stack,
  );
  expect(resourceOf(bundle).resource.Properties).toMatchObject({
    BundleName: { Ref: 'Text' },
    Description: { Ref: 'Text' },
    RootVolumeSize: { Ref: 'Number' },
  });
});

test.each<[number, number, boolean]>([
  [80, 10, false],
  [80, 50, false],
  [80, 100, false],
  [175, 100, false],
  [2000, 2000, false],
  [80, 20, true],
  [100, 100, true],
  [175, 50, true],
])('volumes of %i and %i GiB draw a warning: %s', (root, user, warns) => {
  const sizes = { rootVolumeSize: Size.gibibytes(root), userVolumeSize: Size.gibibytes(user) };
  const found = warnings(Stack.of(desktop(sizes)));
  expect(
    found.some((text) => text.includes(`a root volume of ${root} GiB with a user volume of ${user}`)),
  ).toBe(warns);
});

describe('the provider', () => {
  test('lets the handler do what bundles need, on bundles and images of the account and Region', () => {
    const bundle = desktop();
    const arn = (type: string) => ({
      'Fn::Join': [
        '',
        [
          ...['arn:', { Ref: 'AWS::Partition' }, ':workspaces:', { Ref: 'AWS::Region' }, ':'],
          ...[{ Ref: 'AWS::AccountId' }, `:${type}/*`],
        ],
      ],
    });
    templateOf(bundle).hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Effect: 'Allow',
                Resource: Match.anyValue(),
              },
              {
                Action: ['workspaces:CreateWorkspaceBundle', 'workspaces:UpdateWorkspaceBundle'],
                Effect: 'Allow',
                Resource: [arn('workspacebundle'), arn('workspaceimage')],
              },
              {
                Action: 'workspaces:DeleteWorkspaceBundle',
                Effect: 'Allow',
                Resource: arn('workspacebundle'),
              },
              {
                Action: [
                  'workspaces:CreateTags',
                  'workspaces:DeleteTags',
                  'workspaces:DescribeTags',
                  'workspaces:DescribeWorkspaceBundles',
                  'workspaces:DescribeWorkspaces',
                ],
                Effect: 'Allow',
                Resource: '*',
              },
            ],
          },
        },
      ],
    });
    expect(JSON.stringify(templateOf(bundle).toJSON())).not.toMatch(/ManagedPolic|:policy\//);
  });

  test('is shared by all bundles of a stack, and is another than that of images', () => {
    const stack = newStack();
    desktop({}, stack);
    desktop({ image: new WorkspaceImage(stack, 'Golden') }, stack, 'Other');
    Template.fromStack(stack).resourcePropertiesCountIs(
      'AWS::Lambda::Function',
      { Description: 'Makes, changes and deletes Amazon WorkSpaces bundles' },
      1,
    );
  });

  test('polls every ten seconds, or as told, and keeps the rate that it is told', () => {
    const stack = newStack();
    const provider = new WorkspaceBundleProvider(stack, 'Provider', {
      pollInterval: Duration.seconds(30),
      requestRate: 1,
      memorySize: 512,
    });
    desktop({ provider }, stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 512,
      Environment: { Variables: { REQUEST_RATE: '1' } },
    });
    const machine = (bundle: Template) =>
      JSON.stringify(bundle.findResources('AWS::StepFunctions::StateMachine'));
    expect(machine(template)).toContain('\\"IntervalSeconds\\":30');
    expect(machine(templateOf(desktop()))).toContain('\\"IntervalSeconds\\":10');
  });

  test.each([
    [{ pollInterval: Duration.seconds(61) }, '`pollInterval` must be 1 to 60 seconds'],
    [{ requestRate: 0 }, '`requestRate` must be 0.1 to 100 calls a second'],
    [{ requestRate: '1' }, '`requestRate` must be a number, got: 1'],
    [{ deleteTimeout: Duration.minutes(1) }, '`deleteTimeout` is not a property of WorkspaceBundleProvider'],
  ])('refuses settings %#', (props, message) => {
    expect(() => new WorkspaceBundleProvider(newStack(), 'Provider', { ...props } as object)).toThrow(
      message,
    );
  });

  test('serves its own stack', () => {
    const provider = new WorkspaceBundleProvider(newStack(), 'Provider');
    expect(() => desktop({ provider })).toThrow(
      '`provider` must be in the same stack as the bundle Images/Desktop, got: Images/Provider',
    );
  });

  test('of another version says that it cannot serve a newer bundle', () => {
    const provider = new WorkspaceBundleProvider(newStack(), 'Provider');
    const needs = { bundle: provider, version: '9.0.0', telepathy: true };
    expect(() => provider._serve(needs)).toThrow(
      'cannot serve `telepathy` of a bundle of version 9.0.0: make a WorkspaceBundleProvider with the newer version',
    );
  });

  test('can be granted more', () => {
    const stack = newStack();
    const provider = new WorkspaceBundleProvider(stack, 'Provider');
    expect(provider.grantPrincipal).toBeDefined();
  });

  test('draws a warning for more bundles at once than a new account has room for', () => {
    const stack = newStack();
    for (let number = 0; number < 5; number++) {
      desktop({}, stack, `Desktop${number}`);
    }
    expect(warnings(stack).join()).toContain('5 bundles are deployed at once');
  });
});
