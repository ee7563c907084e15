import { App, Aws, CfnOutput, type Environment, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type IWorkspaceImages, WorkspaceImages, type WorkspaceImagesProps } from '../../../lib';
import { addStackDependency } from '../../../lib/provider/stack-dependency';
import { warnings } from '../stacks';

const IRELAND: Environment = { account: '123456789012', region: 'eu-west-1' };
const VIRGINIA: Environment = { account: '123456789012', region: 'us-east-1' };

/** How one stack shares its images by a name, and how another reads them by it. */
interface Means {
  readonly means: string;
  readonly property: string;
  readonly name: string;
  readonly share: (stack: Stack, id?: string) => void;
  readonly read: (stack: Stack, id?: string) => IWorkspaceImages;
}

const share =
  (props: WorkspaceImagesProps = {}, publish: (images: WorkspaceImages) => void = () => undefined) =>
  (stack: Stack, id = 'GoldenImages') => {
    publish(new WorkspaceImages(stack, id, props));
  };

const PARAMETERS: Means = {
  means: 'parameters',
  property: 'prefix',
  name: '/golden',
  share: share({ outputs: false }, (images) => {
    images.publishParameters('/golden');
  }),
  read: (stack, id = 'Golden') => WorkspaceImages.fromParameters(stack, id, '/golden'),
};
const EXPORTS: Means = {
  means: 'exports',
  property: 'exportPrefix',
  name: 'golden',
  share: share({ exportPrefix: 'golden' }),
  read: (stack, id = 'Golden') => WorkspaceImages.fromExports(stack, id, 'golden'),
};
const OUTPUTS: Means = {
  means: 'outputs',
  property: 'stackName',
  name: 'Sharer.GoldenImages',
  share: share(),
  read: (stack, id = 'Golden') =>
    WorkspaceImages.fromStackOutputs(stack, id, { stackName: 'Sharer', constructId: 'GoldenImages' }),
};

function twoStacks(scope: Construct = new App(), sharerEnv?: Environment, readerEnv?: Environment) {
  return {
    scope,
    sharer: new Stack(scope, 'Sharer', { env: sharerEnv, stackName: 'Sharer' }),
    reader: new Stack(scope, 'Reader', { env: readerEnv, stackName: 'Reader' }),
  };
}

describe.each([PARAMETERS, EXPORTS, OUTPUTS])('$means', ({ means, property, name, share, read }) => {
  test.each([
    ['without environments', undefined, undefined],
    ['in one environment', IRELAND, IRELAND],
    ['where one environment is not known', IRELAND, undefined],
  ])('are deployed before they are read, whichever is constructed first, %s', (_case, first, second) => {
    const shared = twoStacks(new App(), first, second);
    share(shared.sharer);
    read(shared.reader);
    expect(shared.reader.dependencies).toStrictEqual([shared.sharer]);

    const early = twoStacks(new App(), first, second);
    read(early.reader);
    share(early.sharer);
    expect(early.reader.dependencies).toStrictEqual([early.sharer]);
    expect(early.sharer.dependencies).toStrictEqual([]);
  });

  test('have no order across Regions, where the name means something else', () => {
    const { sharer, reader } = twoStacks(new App(), IRELAND, VIRGINIA);
    share(sharer);
    read(reader);
    expect(reader.dependencies).toStrictEqual([]);
  });

  test('have no order across stages, and no error', () => {
    const app = new App();
    const { sharer } = twoStacks(new Stage(app, 'Test'));
    const { reader } = twoStacks(new Stage(app, 'Production'));
    share(sharer);
    read(reader);
    expect(reader.dependencies).toStrictEqual([]);
  });

  test('are ordered within a stage', () => {
    const { sharer, reader } = twoStacks(new Stage(new App(), 'Test'));
    read(reader);
    share(sharer);
    expect(reader.dependencies).toStrictEqual([sharer]);
  });

  test('order the outermost stacks of nested ones', () => {
    const { sharer, reader } = twoStacks();
    share(sharer);
    read(new NestedStack(new NestedStack(reader, 'Outer'), 'Inner'));
    expect(reader.dependencies).toStrictEqual([sharer]);
  });

  test('draw a warning where the stack that shares already depends on the one that reads', () => {
    const { scope, sharer, reader } = twoStacks();
    const between = new Stack(scope, 'Between');
    addStackDependency(between, reader, 'test');
    addStackDependency(sharer, between, 'test');
    share(sharer);
    read(reader);
    expect(warnings(reader).join()).toContain(
      `Sharer shares the ${means} of ${name} and depends on this stack, so this stack reads what an earlier deployment shared.`,
    );
  });

  test.each(['first', 'last'])('cannot be read in their own stack, where they are shared %s', (order) => {
    const { sharer } = twoStacks();
    const uses = [
      () => {
        share(sharer);
      },
      () => read(sharer),
    ];
    expect(() => {
      for (const use of order === 'first' ? uses : uses.reverse()) {
        use();
      }
    }).toThrow(
      `\`${property}\` of Sharer/Golden must name what another stack shares, since a first deployment of this one ` +
        `could not read it: use Sharer/GoldenImages itself, got: ${name}`,
    );
  });
});

test.each([PARAMETERS, EXPORTS])(
  '$means of a stack cannot be read in its nested stacks, nor those of one in another',
  ({ property, share, read }) => {
    const { sharer } = twoStacks();
    share(sharer);
    const refused = `\`${property}\` of Sharer/Nested/Golden must name what another stack shares`;
    expect(() => read(new NestedStack(sharer, 'Nested'))).toThrow(refused);

    const parent = twoStacks().sharer;
    share(new NestedStack(parent, 'One'));
    expect(() => read(new NestedStack(parent, 'Nested'))).toThrow(refused);
  },
);

test('a name that holds a token is another one in each stack', () => {
  const { sharer, reader } = twoStacks(new App(), IRELAND, IRELAND);
  const { STACK_NAME } = Aws;
  new WorkspaceImages(sharer, 'GoldenImages', { exportPrefix: STACK_NAME });
  new WorkspaceImages(reader, 'GoldenImages', { exportPrefix: STACK_NAME });
  WorkspaceImages.fromExports(reader, 'Golden', STACK_NAME);
  expect(reader.dependencies).toStrictEqual([]);
});

test.each<[string, (sharer: Stack, reader: Stack) => void]>([
  [
    'a dependency',
    (sharer, reader) => {
      addStackDependency(sharer, reader, 'test');
    },
  ],
  [
    'a reference',
    (sharer, reader) => {
      new CfnOutput(sharer, 'Reader', { value: new Bucket(reader, 'Bucket').bucketName });
    },
  ],
])('%s that runs the other way later fails synthesis, which says what to do', (_, turnAround) => {
  const app = new App();
  const { sharer, reader } = twoStacks(app);
  PARAMETERS.share(sharer);
  PARAMETERS.read(reader);
  expect(() => {
    turnAround(sharer, reader);
    app.synth();
  }).toThrow(
    'Reader/Golden reads the parameters of /golden; to do without this order, look the images up in Reader',
  );
});

test('two stacks of one name have outputs of one name', () => {
  const app = new App();
  for (const id of ['Blue', 'Green']) {
    OUTPUTS.share(new Stack(app, id, { env: IRELAND, stackName: 'Images' }));
  }
  expect(() => app.synth()).not.toThrow();
});

/** How one stack reads the outputs of another, which is in Ireland, as a role. */
function readAs(readerEnv: Environment, access: { readonly roleArn: string; readonly region?: string }) {
  const { sharer, reader } = twoStacks(new App(), IRELAND, readerEnv);
  OUTPUTS.share(sharer);
  WorkspaceImages.fromStackOutputs(reader, 'There', {
    stackName: 'Sharer',
    constructId: 'GoldenImages',
    ...access,
  });
  return { sharer, dependencies: reader.dependencies };
}

test('stack outputs are read after they are made, in the Region and account that the reader names', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/Read';
  const { sharer, dependencies } = readAs(VIRGINIA, { roleArn, region: 'eu-west-1' });
  expect(dependencies).toStrictEqual([sharer]);
});

test('stack outputs of another account are another stack', () => {
  const { dependencies } = readAs(IRELAND, { roleArn: 'arn:aws:iam::210987654321:role/Read' });
  expect(dependencies).toStrictEqual([]);
});

test.each([PARAMETERS, EXPORTS])(
  '$means have one name in a stack, and in an account and Region',
  ({ property, name, share }) => {
    const { sharer } = twoStacks();
    share(sharer);
    expect(() => {
      share(new NestedStack(sharer, 'Nested'), 'Others');
    }).toThrow(
      `\`${property}\` of Sharer/Nested/Others must be free in its account and Region, got: ${name}, which ` +
        'Sharer/GoldenImages uses',
    );
    const same = twoStacks(new App(), IRELAND, IRELAND);
    share(same.sharer);
    expect(() => {
      share(same.reader, 'Others');
    }).toThrow(`\`${property}\` of Reader/Others must be free`);
  },
);

test('a name may be shared in two Regions, and in two stacks whose environments are not known', () => {
  for (const { sharer, reader } of [twoStacks(new App(), IRELAND, VIRGINIA), twoStacks()]) {
    PARAMETERS.share(sharer);
    expect(() => {
      PARAMETERS.share(reader, 'Others');
    }).not.toThrow();
  }
});

test('a lookup is published once under a prefix, and under several', () => {
  const { sharer } = twoStacks();
  const images = new WorkspaceImages(sharer, 'GoldenImages');
  images.publishParameters('/golden');
  images.publishParameters('/silver');
  expect(() => images.publishParameters('/golden')).toThrow(
    '`prefix` of Sharer/GoldenImages must be free in its account and Region, got: /golden, which Sharer/GoldenImages uses',
  );
});

test('many stacks may read one name', () => {
  const { scope, sharer, reader } = twoStacks();
  const other = new Stack(scope, 'Other');
  PARAMETERS.read(reader);
  PARAMETERS.read(reader, 'Again');
  PARAMETERS.share(sharer);
  PARAMETERS.read(other);
  expect([reader.dependencies, other.dependencies]).toStrictEqual([[sharer], [sharer]]);
});

test('the order is in the assembly', () => {
  const app = new App();
  const { sharer, reader } = twoStacks(app);
  new CfnOutput(reader, 'Newest', { value: PARAMETERS.read(reader).newestImageId });
  PARAMETERS.share(sharer);
  const { dependencies } = app.synth().getStackByName('Reader');
  expect(dependencies.map(({ id }) => id)).toContain('Sharer');
});
