import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { CONTENT_TYPE } from './awsjson';
import type { Bundle } from './bundles';
import type { Catalogue } from './catalogue';
import { listenLocally } from './listen';
import { type Call, WorkspacesService, type WorkspacesServiceOptions } from './workspaces-service';

export type { Fault } from './faults';
export type { Call, Operation } from './workspaces-service';

export interface WorkspacesEndpointOptions extends WorkspacesServiceOptions {
  /** How long an answer is under way, in milliseconds. @default 0 */
  readonly latencyMs?: number;
}

export interface WorkspacesEndpoint {
  readonly url: string;
  /** All calls so far, in the order of the responses. */
  readonly calls: readonly Call[];
  setCatalogue(catalogue: Catalogue): void;
  bundles(): readonly Bundle[];
  /** Which WorkSpaces use a bundle from now on. */
  setWorkspaces(bundleId: string, workspaceIds: readonly string[]): void;
  /** Seconds since the start. The times in the catalogue count from there. */
  elapsedSeconds(): number;
  /** Closes all connections at once, including those of hanging calls. */
  close(): Promise<void>;
}

/** Serves images from a catalogue, and bundles that are made of them, on a free port of the loopback interface. */
export async function startWorkspacesEndpoint({
  latencyMs = 0,
  ...options
}: WorkspacesEndpointOptions): Promise<WorkspacesEndpoint> {
  const service = new WorkspacesService(options);
  const server = createServer((request, response) => {
    serve(service, request, { response, latencyMs }).catch(() => {
      // The client disconnected before it had sent the whole request.
      response.destroy();
    });
  });
  // The default is 5 s. A client that polls every 5 s would meet a closing connection.
  server.keepAliveTimeout = 75_000;
  const port = await listenLocally(server);
  return {
    url: `http://127.0.0.1:${port}`,
    calls: service.calls,
    setCatalogue: (catalogue) => {
      service.catalogue = catalogue;
    },
    bundles: () => service.bundleService.bundles(),
    setWorkspaces: (bundleId, workspaceIds) => {
      service.bundleService.setWorkspaces(bundleId, workspaceIds);
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
  { response, latencyMs }: { readonly response: ServerResponse; readonly latencyMs: number },
): Promise<void> {
  const body = await text(request);
  const arrivedAt = performance.now();
  const answer = service.answer(request, body);
  if (answer === undefined) {
    return;
  }
  // The time that the answer took is part of it.
  const underWayMs = latencyMs - (performance.now() - arrivedAt);
  if (underWayMs > 0) {
    await pause(underWayMs);
  }
  if (answer.breaks === 'before the answer') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, {
    'content-type': answer.contentType ?? CONTENT_TYPE,
    'content-length': Buffer.byteLength(answer.body),
    ...(answer.isForeign === true ? {} : { 'x-amzn-requestid': randomUUID() }),
    // The SDK corrects its clock by this, and repeats a call after a correction.
    date: service.date().toUTCString(),
  });
  if (answer.breaks === 'in the answer') {
    response.write(answer.body.slice(0, answer.body.length / 2), () => response.socket?.resetAndDestroy());
    return;
  }
  // Node.js sends the headers with the body in one write. Two writes would cost a client 40 ms.
  response.end(answer.body);
}
