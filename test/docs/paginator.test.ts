import { generateCatalogue } from '../../dev/local-aws/generate';
import { startWorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { examples } from './examples';

const { images } = generateCatalogue(60);
const IDS = images.map(({ ImageId }) => ImageId);

/** What a program of docs/paginator.md prints, in words, where the account has 60 images. */
async function printed(title: string): Promise<string[]> {
  const example = examples('docs-paginator').find(
    (candidate) => candidate.pages && candidate.title === title,
  );
  const endpoint = await startWorkspacesEndpoint({ catalogue: { images } });
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_WORKSPACES: endpoint.url,
  });
  const log = jest.spyOn(console, 'log').mockReturnValue(undefined);
  try {
    await jest.requireActual<{ example: () => Promise<void> }>(example?.file ?? title).example();
    return log.mock.calls.map((values) => values.join(' '));
  } finally {
    log.mockRestore();
    await endpoint.close();
  }
}

test('an inventory prints each image once', async () => {
  const lines = await printed('List all images');
  expect(lines.map((line) => line.split(' ')[0])).toStrictEqual(IDS);
});

test('a run that was cut resumes after its last image', async () => {
  await expect(printed('Resume a run that was cut')).resolves.toStrictEqual(IDS.slice(10));
});

test('a token for the AWS CLI is one of botocore: 10 images into the first page', async () => {
  const [line] = await printed('Hand a token to the AWS CLI');
  expect(line).toMatch(/^aws workspaces describe-workspace-images --image-type OWNED --starting-token /);
  const token = Buffer.from(line?.split(' ').at(-1) ?? '', 'base64').toString();
  expect(token).toBe('{"NextToken": null, "boto_truncate_amount": 10}');
});
