import { createServer } from 'node:http';
import { type Catalogue, parseCatalogue } from '../../local/catalogue';
import { listenLocally } from '../../local/listen';
import {
  type Fault,
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
} from '../../local/workspaces-endpoint';
import { stopCalendar, WAITER } from '../driver/clock';
import { CloudFormation, type Properties } from '../driver/cloudformation';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';

const START = '2026-07-01T12:00:00.000Z';
const MINUTE = 60;

/** The id of the resource as it was created, which a rollback goes back to. */
const FIRST: Properties = { ImageNames: ['golden-a*'] };
const SECOND: Properties = { ImageNames: ['golden-z'] };
const WAITS: Properties = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: 600 };

let endpoint: WorkspacesEndpoint;
let faultsUntil: { readonly time: number; readonly fault: Fault };
const elapsed = () => (Date.now() - Date.parse(START)) / 1000;

beforeEach(async () => {
  stopCalendar(START);
  jest.spyOn(Math, 'random').mockReturnValue(0.999);
  for (const method of ['info', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation();
  }
  faultsUntil = { time: 0, fault: 'access-denied' };
  endpoint = await startWorkspacesEndpoint({
    catalogue: catalogue(1),
    faults: () => (Date.now() < faultsUntil.time ? faultsUntil.fault : undefined),
  });
});

afterEach(async () => {
  await endpoint.close();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

function catalogue(length: number, state = 'AVAILABLE'): Catalogue {
  const Images = Array.from({ length }, (_, index) => ({
    ImageId: idOf(index),
    Name: `golden-a${index}`,
    State: state,
    Created: new Date(Date.parse('2026-01-01') - index * 1000).toISOString(),
  }));
  return parseCatalogue(JSON.stringify({ Images }), 'images.json');
}

function idOf(index: number): string {
  return `wsi-${String(index).padStart(9, '0')}`;
}

/** Create a lookup, let an update of it fail, and return how its rollback went. */
async function rollBack(first: Properties, meanwhile: () => void, waits = false) {
  const handler = builtHandlerInStoppedTime(endpoint.url);
  const cloudFormation = new CloudFormation(handler, 'Golden', waits ? WAITER : undefined);
  const created = await cloudFormation.create(first);
  expect(created.Status).toBe('SUCCESS');
  let start = 0;
  const failed = await cloudFormation.update({ ...first, ...SECOND }, () => {
    start = elapsed();
    meanwhile();
  });
  expect(failed.Status).toBe('FAILED');
  const rollback = cloudFormation.exchanges.at(-1);
  expect(rollback?.event.RequestType).toBe('Update');
  return { created, response: rollback?.response, took: elapsed() - start, log: JSON.stringify(logged()) };
}

const logged = () => jest.mocked(console.info).mock.calls;

const failFor = (seconds: number, fault: Fault) => () => {
  faultsUntil = { time: Date.now() + seconds * 1000, fault };
};

describe.each([
  ['a lookup', FIRST, false],
  ['a lookup that waits', { ...FIRST, ...WAITS }, true],
])('the rollback of %s', (_, first, waits) => {
  test.each<[string, Fault]>([
    ['denied', 'access-denied'],
    ['answered with errors', 'status-500'],
    ['answered by a proxy', 'html-200'],
  ])('succeeds though every call is %s for four minutes', async (_name, fault) => {
    const { created, response } = await rollBack(first, failFor(4 * MINUTE, fault), waits);
    expect(response).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: created.PhysicalResourceId,
      Data: created.Data,
    });
  });

  test('neither waits nor fails where an image is PENDING or in ERROR', async () => {
    for (const state of ['PENDING', 'ERROR']) {
      endpoint.setCatalogue(catalogue(1));
      const { response } = await rollBack(
        first,
        () => {
          endpoint.setCatalogue(catalogue(1, state));
        },
        waits,
      );
      expect(response).toMatchObject({ Status: 'SUCCESS', Data: { ImageStates: state } });
    }
  });

  test('answers with the newest that fit, and logs the others', async () => {
    const { response, log } = await rollBack(
      first,
      () => {
        endpoint.setCatalogue(catalogue(300));
      },
      waits,
    );
    const count = Number(response?.Data?.['ImageCount']);
    expect(response?.Status).toBe('SUCCESS');
    expect(count).toBeGreaterThan(140);
    expect(count).toBeLessThan(300);
    expect(String(response?.Data?.['ImageIds']).split(',')).toStrictEqual(
      Array.from({ length: count }, (_item, index) => idOf(index)),
    );
    expect(log).toContain(idOf(count));
  });

  test('answers with nothing where nothing is left', async () => {
    const { response } = await rollBack(
      first,
      () => {
        endpoint.setCatalogue(catalogue(0));
      },
      waits,
    );
    expect(response).toMatchObject({ Status: 'SUCCESS', Data: { ImageIds: '-', ImageCount: '0' } });
  });

  test('fails only without any answer, and names the way out', async () => {
    const { response, took } = await rollBack(first, failFor(2 * 60 * MINUTE, 'access-denied'), waits);
    expect(response?.Status).toBe('FAILED');
    expect(response?.Reason).toContain(
      'the rollback has no answer; to go on without this lookup: aws cloudformation continue-update-rollback ' +
        '--stack-name Images --resources-to-skip Golden ',
    );
    expect(took).toBeGreaterThan(waits ? 50 * MINUTE : 9 * MINUTE);
    expect(took).toBeLessThan(waits ? 60 * MINUTE : 11 * MINUTE);
  }, 20_000);
});

test('a manifest that a rollback cannot write is answered with -, and does not fail it', async () => {
  let status = 200;
  const s3 = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status).end();
    });
  });
  const s3Url = `http://127.0.0.1:${await listenLocally(s3)}`;
  const cloudFormation = new CloudFormation(builtHandlerInStoppedTime(endpoint.url, s3Url), 'Golden');
  await cloudFormation.create({ ...FIRST, ManifestBucket: 'manifests' });
  await cloudFormation.update({ ...SECOND, ManifestBucket: 'manifests' }, () => {
    status = 403;
  });
  expect(cloudFormation.exchanges.at(-1)?.response).toMatchObject({
    Status: 'SUCCESS',
    Data: { ImageIds: idOf(0), ManifestKey: '-', ManifestUrl: '-', ManifestSha256: '-' },
  });
  s3.closeAllConnections();
  s3.close();
});
