import { App, CfnOutput, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type IWorkspaceImages, WorkspaceImages, type WorkspaceImagesProps } from '../../lib';
import { Account } from '../driver/account';

let account: Account;

beforeEach(() => {
  account = new Account();
});

const templateOf = (stack: Stack) => Template.fromStack(stack).toJSON();

/** What a lookup answers that found these images. */
const found = (...ids: string[]) => ({
  ImageIds: ids.join(','),
  ImageStates: ids.map(() => 'AVAILABLE').join(','),
  ImageCount: String(ids.length),
});

describe('under strong references of the CDK, as an older one makes them,', () => {
  const REFERENCES = '@aws-cdk/core:defaultCrossStackReferences';
  const CHOICE = 'applyCrossStackReferenceStrength';
  const descriptor = Object.getOwnPropertyDescriptor(CfnResource.prototype, CHOICE);

  beforeEach(() => Reflect.deleteProperty(CfnResource.prototype, CHOICE));
  afterEach(() => {
    if (descriptor !== undefined) {
      Object.defineProperty(CfnResource.prototype, CHOICE, descriptor);
    }
  });

  function twoStacks(refreshKey: string) {
    const app = new App({ context: { [REFERENCES]: 'strong' } });
    const images = new Stack(app, 'Images');
    const desktops = new Stack(app, 'Desktops');
    const { newestImageId } = new WorkspaceImages(images, 'GoldenImages', { refreshKey });
    new CfnOutput(desktops, 'Newest', { value: newestImageId });
    // Our own validation would refuse these references.
    app.synth({ skipValidation: true });
    return { images: templateOf(images), desktops: templateOf(desktops) };
  }

  test('a changed refreshKey locks both stacks, since it renames the export, though the same image is found', () => {
    const [first, second] = [twoStacks('1'), twoStacks('2')];
    account.deploy('Images', first.images, found('wsi-a'));
    account.deploy('Desktops', first.desktops);
    expect(() => {
      account.deploy('Images', second.images, found('wsi-a'));
    }).toThrow(
      /^Export Images:ExportsOutputFnGetAttGoldenImages\w+ImageIds\w+ cannot be deleted as it is in use by Desktops$/,
    );
    expect(() => {
      account.deploy('Desktops', second.desktops);
    }).toThrow(/^No export named Images:ExportsOutputFnGetAttGoldenImages\w+ImageIds\w+ found$/);
  });
});

type Share = (images: WorkspaceImages) => void;

function producer(props: WorkspaceImagesProps, share: Share = () => undefined) {
  const stack = new Stack(new App(), 'Images');
  share(new WorkspaceImages(stack, 'GoldenImages', props));
  return templateOf(stack);
}

function consumer(read: (stack: Stack) => IWorkspaceImages) {
  const stack = new Stack(new App(), 'Desktops');
  new CfnOutput(stack, 'Newest', { value: read(stack).newestImageId });
  return templateOf(stack);
}

const exporting = (refreshKey: string) => producer({ exportPrefix: 'golden', refreshKey });
const byExports = consumer((stack) => WorkspaceImages.fromExports(stack, 'Golden', 'golden'));
const byParameters = consumer((stack) => WorkspaceImages.fromParameters(stack, 'Golden', '/golden'));

describe('an export with a prefix', () => {
  test('may be looked up again while it is imported, if the same is found', () => {
    account.deploy('Images', exporting('1'), found('wsi-a', 'wsi-b'));
    account.deploy('Desktops', byExports);
    account.deploy('Images', exporting('2'), found('wsi-a', 'wsi-b'));
  });

  test('refuses other images until no stack imports it', () => {
    account.deploy('Images', exporting('1'), found('wsi-a', 'wsi-b'));
    account.deploy('Desktops', byExports);
    const findAnother = () => {
      account.deploy('Images', exporting('2'), found('wsi-c', 'wsi-a'));
    };
    expect(findAnother).toThrow('Export golden-image-ids cannot be updated as it is in use by Desktops');
    account.deploy('Desktops', byParameters);
    expect(findAnother).not.toThrow();
  });

  test('is as before after a refusal', () => {
    account.deploy('Images', exporting('1'), found('wsi-a'));
    account.deploy('Desktops', byExports);
    expect(() => {
      account.deploy('Images', producer({}), found('wsi-a'));
    }).toThrow('Export golden-image-ids cannot be deleted as it is in use by Desktops');
    account.deploy('Desktops', byExports);
    account.deploy('Images', exporting('2'), found('wsi-a'));
  });

  test('keeps its stack from being deleted until no stack imports it', () => {
    account.deploy('Images', exporting('1'), found('wsi-a'));
    account.deploy('Desktops', byExports);
    const remove = () => {
      account.destroy('Images');
    };
    expect(remove).toThrow('Export golden-image-ids cannot be deleted as it is in use by Desktops');
    account.destroy('Desktops');
    expect(remove).not.toThrow();
    expect(account.resourcesOf('Images')).toStrictEqual([]);
  });

  test('must be there before it is imported', () => {
    expect(() => {
      account.deploy('Desktops', byExports);
    }).toThrow('No export named golden-image-ids found');
  });

  test('has a prefix that no other stack has', () => {
    account.deploy('Images', exporting('1'), found('wsi-a'));
    expect(() => {
      account.deploy('OtherImages', exporting('1'), found('wsi-a'));
    }).toThrow('Export with name golden-image-ids is already exported by stack Images');
  });
});

test('exportValue() with a name locks the one value that it exports', () => {
  const lockingNewest = (refreshKey: string) =>
    producer({ refreshKey }, (images) => {
      Stack.of(images).exportValue(images.newestImageId, { name: 'newest-golden' });
    });
  const importing = new Stack(new App(), 'Desktops');
  new CfnOutput(importing, 'Newest', { value: Fn.importValue('newest-golden') });
  account.deploy('Images', lockingNewest('1'), found('wsi-b', 'wsi-a'));
  account.deploy('Desktops', templateOf(importing));
  account.deploy('Images', lockingNewest('2'), found('wsi-b'));
  expect(() => {
    account.deploy('Images', lockingNewest('3'), found('wsi-c', 'wsi-b'));
  }).toThrow('Export newest-golden cannot be updated as it is in use by Desktops');
});

describe('a move from exports to parameters', () => {
  const publish: Share = (images) => {
    images.publishParameters('/golden');
  };
  const publishing = producer({ exportPrefix: 'golden', refreshKey: '1' }, publish);
  const moved = producer({ refreshKey: '1' }, publish);

  beforeEach(() => {
    account.deploy('Images', exporting('1'), found('wsi-a'));
    account.deploy('Desktops', byExports);
  });

  test('in three deployments is never refused, though another image is there since the first', () => {
    account.deploy('Images', publishing, found('wsi-b'));
    account.deploy('Desktops', byParameters);
    account.deploy('Images', moved, found('wsi-b'));
  });

  test('without the second is refused', () => {
    account.deploy('Images', publishing, found('wsi-b'));
    expect(() => {
      account.deploy('Images', moved, found('wsi-b'));
    }).toThrow('Export golden-image-ids cannot be deleted as it is in use by Desktops');
  });
});
