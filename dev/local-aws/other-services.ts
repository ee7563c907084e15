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

const PAGE =
  '<!DOCTYPE html><html><head><meta charset=utf-8><title>Proxy</title></head><body>Sorry.<br></body></html>';

/** Calls that do not arrive: a proxy answers them by a page. */
export interface ProxyPages {
  readonly status: number;
  readonly calls: number;
}

/** S3 that takes every object, and STS that gives every role. */
export async function startOtherServices(proxy?: ProxyPages): Promise<OtherServices> {
  const objects: string[] = [];
  let calls = 0;
  const server = createServer((request, response) => {
    // The SDK corrects its clock by the date, and repeats a call after a correction.
    response.setHeader('date', new Date().toUTCString());
    void text(request).then((body) => {
      if (proxy !== undefined && ++calls <= proxy.calls) {
        response.writeHead(proxy.status, { 'content-type': 'text/html' }).end(PAGE);
        return;
      }
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
