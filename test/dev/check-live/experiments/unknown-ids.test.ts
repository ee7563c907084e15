import { asking } from '../../../../dev/check-live/experiment';
import { unknownIds } from '../../../../dev/check-live/experiments/unknown-ids';
import { generateCatalogue } from '../../../../dev/local-aws/generate';
import {
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
} from '../../../../dev/local-aws/workspaces-endpoint';
import { fakeLab } from '../fake-lab';

let endpoint: WorkspacesEndpoint | undefined;

afterEach(async () => {
  await endpoint?.close();
});

async function ask(images: number, options: { unknownIds?: 'refuse'; faults?: () => 'access-denied' }) {
  endpoint = await startWorkspacesEndpoint({ catalogue: generateCatalogue(images), ...options });
  return asking(unknownIds).ask(fakeLab({ workspacesUrl: endpoint.url }).lab);
}

test('says that unknown ids are left out', async () => {
  await expect(ask(1, {})).resolves.toBe(
    'Alone, it is left out, and 0 images are listed. Beside the id of an image, it is left out, and 1 image is listed.',
  );
});

test('says that unknown ids are refused, and how', async () => {
  await expect(ask(1, { unknownIds: 'refuse' })).resolves.toMatch(
    /^Alone, it is refused \(\w+: .+\)\. Beside the id of an image, it is refused \(\w+: .+\)\.$/,
  );
});

test('says that an account without images leaves a half of it open', async () => {
  await expect(ask(0, {})).resolves.toBe(
    'Alone, it is left out, and 0 images are listed. The account has no image, so it was not asked for beside one.',
  );
});

test('a denial is no answer', async () => {
  await expect(ask(1, { faults: () => 'access-denied' })).rejects.toThrow('not authorized');
});
