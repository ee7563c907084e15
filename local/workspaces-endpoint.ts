import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { CONTENT_TYPE } from './awsjson';
import type { Catalogue } from './catalogue';
import { listenLocally } from './listen';
import { WorkspacesService, type Call, type WorkspacesServiceOptions } from './workspaces-service';

export type { Call, Fault } from './workspaces-service';

export type WorkspacesEndpointOptions = WorkspacesServiceOptions;

export interface WorkspacesEndpoint {
  readonly url: string;
  /** Every call so far, in the order of the answers. */
  readonly calls: readonly Call[];
  setCatalogue(catalogue: Catalogue): void;
  /** Since the start: what images that change are counted from. */
  elapsedSeconds(): number;
  /** Ends at once, with the calls that still hang. */
  close(): Promise<void>;
}

/** Serves DescribeWorkspaceImages from a catalogue, on a free port and to this machine alone. */
export async function startWorkspacesEndpoint(
  options: WorkspacesEndpointOptions,
): Promise<WorkspacesEndpoint> {
  const service = new WorkspacesService(options);
  const server = createServer((request, response) => {
    serve(service, request, response).catch(() => {
      // The client has gone before its request was whole.
      response.destroy();
    });
  });
  // The default of 5 s would close a connection just as a poll every 5 s uses it again.
  server.keepAliveTimeout = 75_000;
  const port = await listenLocally(server);
  return {
    url: `http://127.0.0.1:${port}`,
    calls: service.calls,
    setCatalogue: (catalogue) => {
      service.catalogue = catalogue;
    },
    elapsedSeconds: () => service.elapsedSeconds(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function serve(
  service: WorkspacesService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = service.answer(request, await text(request));
  if (answer === undefined) return;
  response.writeHead(answer.status, {
    'content-type': CONTENT_TYPE,
    'content-length': Buffer.byteLength(answer.body),
    'x-amzn-requestid': randomUUID(),
  });
  // Headers wait for this call, so that all leaves in one write: two would cost a client 40 ms.
  response.end(answer.body);
}
