import { type ChangingImages, startChangingImages } from './changing-images';
import { gated, TWO_POLLS, waitFor } from './gated';

let images: ChangingImages;

beforeAll(async () => {
  images = await startChangingImages();
});

afterAll(async () => {
  await images.local.stop();
});

/** Which of a stack's links, the last of which is the lookup, began before an instant and ended after it. */
async function linksAt(stackName: string, instant: number) {
  const events = (await images.local.aws(
    ...['cloudformation', 'describe-stack-events', '--stack-name', stackName],
    '--query',
    "StackEvents[?ResourceType=='Custom::WorkspaceImages'].[LogicalResourceId, ResourceStatus, Timestamp]",
  )) as [id: string, status: string, timestamp: string][];
  const isAt = (id: string, status: string, holds: (time: number) => boolean) =>
    events.some(([of, had, timestamp]) => of === id && had === status && holds(Date.parse(timestamp)));
  return [...new Set(events.map(([id]) => id))]
    .filter((id) => isAt(id, 'CREATE_IN_PROGRESS', (time) => time < instant))
    .filter((id) => isAt(id, 'CREATE_COMPLETE', (time) => time > instant))
    .map((id) => /Link\d/.exec(id)?.[0] ?? 'last');
}

// All at the same time, since they only wait. Those that wait longest start first.

test.concurrent('a chain of three short links succeeds in its last link', async () => {
  const awaited = images.list('last', { after: 92, to: { State: 'AVAILABLE' } });
  const { outputs } = await images.local.deploy(
    gated('Last', { ...waitFor(105), imageNames: [awaited.name] }, 35),
  );
  expect(outputs['Last']).toMatchObject({ GoldenImagesImageStates: 'AVAILABLE' });
  await expect(linksAt('Last', awaited.changedAt())).resolves.toStrictEqual(['last']);
});

test.concurrent('a chain of three short links fails at the whole deadline', async () => {
  const { name } = images.list('whole');
  const { succeeded, printed } = await images.local.deploy(
    gated('Whole', { ...waitFor(60), imageNames: [name] }, 20),
  );
  expect(succeeded).toBe(false);
  expect(printed).toMatch(/not every image is AVAILABLE after 1 minute( \d+ seconds?)?: /);
});

test.concurrent(
  'a gate that waits fails within two polls of its deadline, naming what is pending',
  async () => {
    const { name, id } = images.list('late');
    const { succeeded, printed } = await images.local.deploy(
      gated('Late', { ...waitFor(60), imageNames: [name] }),
    );
    expect(succeeded).toBe(false);
    expect(printed).toContain(`: PENDING: ${name} (${id})`);
    const [, seconds = '0'] = /not every image is AVAILABLE after 1 minute(?: (\d+) seconds?)?: /.exec(
      printed,
    ) ?? [undefined, 'not told'];
    expect(Number(seconds)).toBeLessThanOrEqual(TWO_POLLS);
  },
);

test.concurrent('a chain of three short links succeeds in its middle link', async () => {
  const awaited = images.list('middle', { after: 55, to: { State: 'AVAILABLE' } });
  const { outputs } = await images.local.deploy(
    gated('Middle', { ...waitFor(105), imageNames: [awaited.name] }, 35),
  );
  expect(outputs['Middle']).toMatchObject({ GoldenImagesImageStates: 'AVAILABLE', Consumed: 'AVAILABLE' });
  await expect(linksAt('Middle', awaited.changedAt())).resolves.toStrictEqual(['Link2']);
});

test.concurrent(
  'a gate that waits ends within two polls of the image becoming AVAILABLE, and what depends on it waits',
  async () => {
    const awaited = images.list('becoming', { after: 8, to: { State: 'AVAILABLE' } });
    const { succeeded, outputs } = await images.local.deploy(
      gated('Becoming', { ...waitFor(120), imageNames: [awaited.name] }),
    );
    expect(succeeded).toBe(true);
    expect(outputs['Becoming']).toMatchObject({
      GoldenImagesImageStates: 'AVAILABLE',
      Consumed: 'AVAILABLE',
    });
    const [first = Infinity, ...others] = awaited.looksSince();
    expect(first).toBeLessThanOrEqual(TWO_POLLS);
    expect(others).toStrictEqual([]);
  },
);

test.concurrent(
  "a gate that waits fails within two polls of an image going to ERROR, with its code in the CLI's output",
  async () => {
    const awaited = images.list('erring', {
      after: 8,
      to: { State: 'ERROR', ErrorDetails: [{ ErrorCode: 'UEFINotSupported' }] },
    });
    const { succeeded, printed } = await images.local.deploy(
      gated('Erring', { ...waitFor(120), imageNames: [awaited.name] }),
    );
    expect(succeeded).toBe(false);
    expect(printed).toContain(`${awaited.name} (${awaited.id}) is in ERROR: UEFINotSupported`);
    const [first = Infinity, ...others] = awaited.looksSince();
    expect(first).toBeLessThanOrEqual(TWO_POLLS);
    expect(others).toStrictEqual([]);
  },
);
