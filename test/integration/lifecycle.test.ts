import { type Catalogue, parseCatalogue } from '../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { CloudFormation } from '../driver/cloudformation';
import { builtHandler, LOG_GROUP } from '../driver/handler-asset';
import { catchLog } from '../driver/log';

let endpoint: WorkspacesEndpoint;
let cloudFormation: CloudFormation;

beforeEach(async () => {
  // No time is lost between tries.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  catchLog();
  endpoint = await startWorkspacesEndpoint({ catalogue: catalogue(['a', 'AVAILABLE'], ['b', 'PENDING']) });
  cloudFormation = new CloudFormation(builtHandler(endpoint.url));
});

afterEach(async () => {
  await endpoint.close();
});

/** Images golden-a, golden-b, …, each a day newer than the one before it. */
function catalogue(...images: [suffix: string, state: string][]): Catalogue {
  const Images = images.map(([suffix, State], day) => ({
    ImageId: idOf(suffix),
    Name: `golden-${suffix}`,
    State,
    OperatingSystem: { Type: 'WINDOWS' },
    Created: `2026-03-${String(day + 1).padStart(2, '0')}T00:00:00Z`,
  }));
  return parseCatalogue(JSON.stringify({ Images }), 'images.json');
}

function idOf(suffix: string): string {
  return `wsi-${suffix.padStart(9, '0')}`;
}

describe('a Create', () => {
  test('answers with the ids and states of all pages, newest first', async () => {
    endpoint.setCatalogue(generateCatalogue(60));
    const { Status, Data } = await cloudFormation.create({ Fields: ['CREATED'] });
    expect(Status).toBe('SUCCESS');
    expect(endpoint.calls).toHaveLength(3);
    expect(Data?.['ImageCount']).toBe('60');
    const created = String(Data?.['Created']).split(',');
    expect(created).toStrictEqual([...created].sort().reverse());
  });

  test('keeps what matches, and the newest of it', async () => {
    endpoint.setCatalogue(catalogue(['a', 'AVAILABLE'], ['b', 'AVAILABLE'], ['c', 'ERROR']));
    const { Data } = await cloudFormation.create({
      ImageNames: ['golden-*'],
      States: ['AVAILABLE'],
      MostRecent: 1,
    });
    expect(Data).toStrictEqual({ ImageIds: idOf('b'), ImageStates: 'AVAILABLE', ImageCount: '1' });
  });

  test('answers with - and 0 where nothing matches and that is allowed', async () => {
    const { Data } = await cloudFormation.create({ ImageNames: ['none'], MinCount: 0, Fields: ['NAME'] });
    expect(Data).toStrictEqual({ ImageIds: '-', ImageStates: '-', ImageCount: '0', ImageNames: '-' });
  });

  test('that finds nothing says what it examined, in one line that ends with our log group', async () => {
    const { Status, Reason } = await cloudFormation.create({
      ImageNames: ['golden-?'],
      OperatingSystems: ['LINUX'],
    });
    expect(Status).toBe('FAILED');
    expect(Reason.split('\n')[0]).toBe(
      '0 of 2 images match: 2 examined, 2 named golden-?, 0 of them LINUX; minCount is 1. ' +
        `Log group: ${LOG_GROUP}`,
    );
  });

  test('that fails is followed by a Delete, which the framework answers without a call', async () => {
    await cloudFormation.create({ ImageNames: ['none'] });
    const calls = endpoint.calls.length;
    expect(
      cloudFormation.exchanges.map(({ event, response }) => [event.RequestType, response.Status]),
    ).toStrictEqual([
      ['Create', 'FAILED'],
      ['Delete', 'SUCCESS'],
    ]);
    expect(endpoint.calls).toHaveLength(calls);
  });

  test('names each candidate where there are more than may be', async () => {
    const { Reason } = await cloudFormation.create({ MostRecent: 1, MaxCount: 1 });
    expect(Reason).toContain(
      `2 of 2 images match: golden-a (${idOf('a')}), golden-b (${idOf('b')}); maxCount is 1`,
    );
  });

  test.each(['omit', 'refuse'] as const)(
    'names an id that does not come back: the service may %s it',
    async (unknownIds) => {
      await endpoint.close();
      endpoint = await startWorkspacesEndpoint({ catalogue: catalogue(['a', 'AVAILABLE']), unknownIds });
      cloudFormation = new CloudFormation(builtHandler(endpoint.url));
      const { Reason } = await cloudFormation.create({ ImageIds: [idOf('a'), idOf('z')] });
      expect(Reason).toContain(`1 of 1 image matches: 1 examined; not found: ${idOf('z')}; minCount is 2`);
    },
  );

  test('asks for ids 25 at a time, and for those that are owned once', async () => {
    const { images } = generateCatalogue(100);
    endpoint.setCatalogue({ images });
    const { Data } = await cloudFormation.create({ ImageIds: images.map(({ ImageId }) => ImageId) });
    expect(Data?.['ImageCount']).toBe('100');
    expect(endpoint.calls).toHaveLength(4);
  });

  test('takes lists as functions of a template make them: split, joined, or from an empty lookup', async () => {
    const { Status, Data } = await cloudFormation.create({
      ImageIds: [idOf('a'), ` ${idOf('b')}`, idOf('a')],
      ExcludeImageIds: ['-'],
    });
    expect([Status, Data?.['ImageCount']]).toStrictEqual(['SUCCESS', '2']);
  });

  test('refuses a property that it does not know', async () => {
    const { Reason } = await cloudFormation.create({ Future: 'x' });
    expect(Reason).toContain('`Future` is not a property that this version of the function knows');
    expect(endpoint.calls).toHaveLength(0);
  });

  test('tries again where the service, a proxy or a role too new does not let it through', async () => {
    await endpoint.close();
    const faults = ['status-500', 'html-200', 'access-denied'] as const;
    endpoint = await startWorkspacesEndpoint({
      catalogue: catalogue(['a', 'AVAILABLE']),
      faults: (call) => faults[call - 1],
    });
    cloudFormation = new CloudFormation(builtHandler(endpoint.url));
    await expect(cloudFormation.create({})).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(endpoint.calls).toHaveLength(4);
  });
});

describe('a Delete', () => {
  test('of an id that was never given succeeds', async () => {
    await expect(cloudFormation.delete('something-else')).resolves.toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'something-else',
    });
  });

  test('with properties that no version knows succeeds', async () => {
    await expect(cloudFormation.delete('id', { Future: 'x', ImageIds: 'broken' })).resolves.toMatchObject({
      Status: 'SUCCESS',
    });
  });
});

describe('an Update, as a changed value of a token makes one', () => {
  test('is a replacement that is looked up anew, after which the old id is deleted', async () => {
    const first = await cloudFormation.create({ ImageNames: ['golden-a'] });
    const second = await cloudFormation.update({ ImageNames: ['golden-b'] });
    expect(second.Data).toMatchObject({ ImageIds: idOf('b') });
    expect(second.PhysicalResourceId).not.toBe(first.PhysicalResourceId);
    expect(cloudFormation.exchanges.at(-1)?.event).toMatchObject({
      RequestType: 'Delete',
      PhysicalResourceId: first.PhysicalResourceId,
    });
  });

  test('that fails is rolled back to the ids of before, though they would not be allowed any more', async () => {
    await cloudFormation.create({ ImageNames: ['golden-a'], MaxCount: 1 });
    endpoint.setCatalogue(catalogue());
    const response = await cloudFormation.update({ ImageNames: ['golden-z'] });
    expect(response.Status).toBe('FAILED');
    expect(cloudFormation.exchanges.at(-1)).toMatchObject({
      event: { RequestType: 'Update' },
      response: { Status: 'SUCCESS', Data: { ImageCount: '0' } },
    });
  });

  test('passes over a property that a newer version wrote', async () => {
    await cloudFormation.create({});
    await expect(cloudFormation.update({ Future: 'x' })).resolves.toMatchObject({ Status: 'SUCCESS' });
  });
});
