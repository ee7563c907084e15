import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenLocally } from './listen';

const CREDENTIALS = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>test</AccessKeyId><SecretAccessKey>test</SecretAccessKey><SessionToken>test</SessionToken>
<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

export interface OtherServices {
  readonly url: string;
  /** The objects that were put, in order. */
  readonly objects: readonly string[];
  close(): void;
}

/** S3 that takes every object, and STS that gives every role. */
export async function startOtherServices(): Promise<OtherServices> {
  const objects: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'PUT') {
        objects.push(body);
      }
      const answer = request.method === 'PUT' ? '' : CREDENTIALS;
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': answer.length, etag: '"0"' });
      response.end(answer);
    });
  });
  const port = await listenLocally(server);
  return {
    url: `http://127.0.0.1:${port}`,
    objects,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
