/** The function of the CDK's AwsCustomResource: what it takes to load and to make one call. */
import { dirname, join } from 'node:path';
import { loadHandler, measured } from './measured';

const HANDLER = join(
  dirname(require.resolve('aws-cdk-lib/package.json')),
  'custom-resource-handlers/dist/custom-resources/aws-custom-resource-handler/index.js',
);

console.log = () => undefined;

/** What it posts to CloudFormation. Posting takes no time here, as our function posts nothing itself. */
let posted = '';

const request = (_: object, onResponse: () => void) => ({
  on: () => undefined,
  write: (body: string) => {
    posted = body;
  },
  end: onResponse,
});

const call = {
  service: 'WorkSpaces',
  action: 'describeWorkspaceImages',
  parameters: { ImageType: 'OWNED' },
  physicalResourceId: { id: 'images' },
  outputPaths: ['Images.0.ImageId'],
};

const event = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation-custom-resource-response.example/',
  ResourceProperties: { InstallLatestAwsSdk: 'false', Create: JSON.stringify(call) },
};

void measured(async () => {
  const handler = loadHandler(HANDLER);
  // Not before, since it loads modules that the SDK loads too, whose time counts.
  Object.assign(process.getBuiltinModule('node:https'), { request });
  await handler(event, { logStreamName: 'stream' });
  if (!posted.includes('"SUCCESS"')) {
    throw new Error(posted);
  }
});
