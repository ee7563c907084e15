import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ImageGate, WorkspaceImages, type WorkspaceImagesProps, WorkspaceImagesProvider } from '../../lib';
import { Account } from '../driver/account';
import { CloudFormation } from '../driver/cloudformation';
import type { CloudFormationEvent } from '../driver/framework';
import { lookup, lookupStack } from '../lib/stacks';

describe('CloudFormation refuses a response', () => {
  const TOO_LONG = 'Response object is too long.';
  const NO_TEXT = 'Value of property Data must be an object with String (or simple type) properties';

  /** A resource whose Creates and Updates are answered so. */
  const answering = (answer: (event: CloudFormationEvent) => object) =>
    new CloudFormation((event: CloudFormationEvent) =>
      Promise.resolve(event.RequestType === 'Delete' ? {} : answer(event)),
    );

  test.each<[string, object, string]>([
    ['whose data is a list', { Data: ['x'] }, NO_TEXT],
    ['with a number in its data', { Data: { Count: 1 } }, NO_TEXT],
    ['with null in its data', { Data: { Text: null } }, NO_TEXT],
    ['with an object in its data', { Data: { Image: { Id: 'x' } } }, NO_TEXT],
    [
      'with a physical id of 1,025 bytes',
      { PhysicalResourceId: `${'é'.repeat(512)}x` },
      'Invalid PhysicalResourceId',
    ],
    ['with a physical id that is no text', { PhysicalResourceId: 1 }, 'Invalid PhysicalResourceId'],
    ['of far more than 4,096 bytes', { Data: { Text: 'x'.repeat(9_000) } }, TOO_LONG],
  ])('%s, fails the resource, and deletes it by an id of its own', async (_, answer, reason) => {
    const cloudFormation = answering(() => answer);
    await expect(cloudFormation.create({})).resolves.toMatchObject({ Status: 'FAILED', Reason: reason });
    expect(cloudFormation.exchanges.at(-1)).toMatchObject({
      event: { RequestType: 'Delete', PhysicalResourceId: 'Images-GoldenImages3C137A5C5dfd-1A2B3C4D5E6F' },
      response: { Status: 'SUCCESS' },
    });
  });

  test('of one byte more than 4,096', async () => {
    const bytesBesideText = Buffer.byteLength(
      JSON.stringify(await answering(() => ({ Data: { Text: '' } })).create({})),
    );
    const create = (bytes: number) =>
      answering(() => ({ Data: { Text: 'x'.repeat(bytes - bytesBesideText) } })).create({});
    await expect(create(4_096)).resolves.toMatchObject({ Status: 'SUCCESS' });
    await expect(create(4_097)).resolves.toMatchObject({ Status: 'FAILED', Reason: TOO_LONG });
  });

  test('of an Update, and updates the resource back under the id that it has', async () => {
    const cloudFormation = answering(({ ResourceProperties }) => ({
      PhysicalResourceId: String(ResourceProperties['Id']),
      Data: { Text: 'x'.repeat(Number(ResourceProperties['Length'])) },
    }));
    await cloudFormation.create({ Id: 'first', Length: 1 });
    await expect(cloudFormation.update({ Id: 'second', Length: 5_000 })).resolves.toMatchObject({
      Status: 'FAILED',
      Reason: TOO_LONG,
      PhysicalResourceId: 'first',
    });
    expect(cloudFormation.exchanges.at(-1)).toMatchObject({
      event: { RequestType: 'Update', PhysicalResourceId: 'first', ResourceProperties: { Id: 'first' } },
      response: { Status: 'SUCCESS' },
    });
  });
});

describe('CloudFormation refuses a template', () => {
  const outputs = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`Output${index}`, { Value: 'x' }]));
  const exporting = (Name: string, Value: string) => ({ Outputs: { Images: { Value, Export: { Name } } } });
  const malformed =
    'Template format error: Output Images is malformed. The Name field of every Export member must';

  test.each([
    ['of 201 outputs', { Outputs: outputs(201) }, 'Outputs count 201 is greater than max allowed 200'],
    [
      'with a hyphen in the id of a resource',
      { Resources: { 'A-B': {} } },
      'Resource name A-B is non alphanumeric.',
    ],
    [
      'with a hyphen in the id of an output',
      { Outputs: { 'A-B': { Value: 'x' } } },
      'Output name A-B is non alphanumeric.',
    ],
    [
      'with an id of 256 characters',
      { Resources: { ['x'.repeat(256)]: {} } },
      'x is longer than 255 characters.',
    ],
    [
      'with an empty export',
      exporting('golden', ''),
      'Cannot export output Images. Exported values must not be empty or whitespace-only.',
    ],
    [
      'with an export of blanks',
      exporting('golden', '  '),
      'Exported values must not be empty or whitespace-only.',
    ],
    [
      'with an export of 1,025 characters',
      exporting('golden', 'x'.repeat(1_025)),
      'Cannot export output Images with length 1025. Max length of 1024 exceeded.',
    ],
    [
      'with a slash in the name of an export',
      exporting('/golden', 'x'),
      `${malformed} be specified and consist only of alphanumeric characters, colons, or hyphens.`,
    ],
    [
      'with a name of an export of 256 characters',
      exporting('x'.repeat(256), 'x'),
      `${malformed} not be longer than 255 characters.`,
    ],
  ])('%s', (_, template, refusal) => {
    const account = new Account();
    expect(() => {
      account.deploy('Images', template);
    }).toThrow(refusal);
    expect(account.resourcesOf('Images')).toStrictEqual([]);
  });

  test('and takes one that is as large as it may be', () => {
    const account = new Account();
    account.deploy('Images', {
      Resources: { ['x'.repeat(255)]: {} },
      Outputs: {
        ...outputs(199),
        Images: { Value: 'x'.repeat(1_024), Export: { Name: 'x'.repeat(255) } },
      },
    });
    expect(account.resourcesOf('Images')).toHaveLength(1);
  });

  test('in which a custom resource has another handler than before', () => {
    const account = new Account();
    const handledBy = (ServiceToken: string) => ({ Resources: { Golden: { Properties: { ServiceToken } } } });
    account.deploy('Images', handledBy('one'));
    account.deploy('Images', handledBy('one'));
    expect(() => {
      account.deploy('Images', handledBy('another'));
    }).toThrow('Modifying service token is not allowed.');
  });
});

describe('CloudFormation takes the templates of the library', () => {
  const waiting = (timeout: Duration) => ImageGate.waitUntilAvailable({ timeout });
  const gates: readonly [string, WorkspaceImagesProps][] = [
    ['no gate', {}],
    ['a gate that requires AVAILABLE', { gate: ImageGate.requireAvailable() }],
    ['a gate that waits', { gate: waiting(Duration.minutes(50)) }],
    ['a gate that waits for longer than a link', { gate: waiting(Duration.hours(3)) }],
  ];
  const changes = gates.flatMap(([before, former]) =>
    gates
      .filter(([after]) => after !== before)
      .map(([after, latter]) => [before, after, former, latter] as const),
  );

  test.each(changes)('in which %s becomes %s: it is another lookup', (_, __, former, latter) => {
    const account = new Account();
    account.deploy('Images', lookupStack(former).template().toJSON());
    const before = account.resourcesOf('Images');
    const template = lookupStack(latter).template();
    account.deploy('Images', template.toJSON());
    const created = Object.keys(template.findResources('Custom::WorkspaceImages'));
    expect(before.filter((id) => created.includes(id))).toStrictEqual([]);
  });

  test('and would not take a gate that waits as an Update of a lookup that does not', () => {
    const account = new Account();
    const underOneId = (props: WorkspaceImagesProps): object =>
      JSON.parse(
        JSON.stringify(lookupStack(props).template().toJSON()).replaceAll(lookup(props).logicalId, 'Golden'),
      ) as object;
    account.deploy('Images', underOneId({}));
    account.deploy('Images', underOneId({ gate: ImageGate.requireAvailable() }));
    expect(() => {
      account.deploy('Images', underOneId({ gate: waiting(Duration.minutes(50)) }));
    }).toThrow('Modifying service token is not allowed.');
  });

  test('in which another provider looks up: it is another lookup', () => {
    const account = new Account();
    const stack = new Stack(new App(), 'Images');
    const provider = new WorkspaceImagesProvider(stack, 'MyProvider');
    new WorkspaceImages(stack, 'GoldenImages', { provider });
    account.deploy('Images', lookupStack().template().toJSON());
    account.deploy('Images', Template.fromStack(stack).toJSON());
    expect(account.resourcesOf('Images')).not.toContain(lookup().logicalId);
  });

  test('whose ids and outputs are as long and as many as synthesis lets through', () => {
    const stack = new Stack(new App(), 'Images');
    let scope: Construct = stack;
    for (const level of ['a', 'b', 'c']) {
      scope = new Construct(scope, level.repeat(120));
    }
    new WorkspaceImages(scope, 'G'.repeat(244), { gate: waiting(Duration.hours(12)) });
    for (let index = 0; index < 65; index++) {
      new WorkspaceImages(stack, `Golden${index}`);
    }
    new CfnOutput(stack, 'First', { value: '-' });
    new CfnOutput(stack, 'Second', { value: '-' });
    const template = Template.fromStack(stack);
    expect(Object.keys(template.findOutputs('*'))).toHaveLength(200);
    new Account().deploy('Images', template.toJSON());
  });

  test('that export under the longest prefix what a rollback answers when no image is left', () => {
    const template = lookupStack({ exportPrefix: 'x'.repeat(240) }).template();
    new Account().deploy('Images', template.toJSON(), { ImageIds: '-', ImageStates: '-', ImageCount: '0' });
    expect(Object.keys(template.findOutputs('*'))).toHaveLength(3);
  });
});
