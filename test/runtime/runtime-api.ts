import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenLocally } from '../../dev/local-aws/listen';
import type { Report } from '../driver/crash';
import { FUNCTION_NAME } from '../driver/framework';

/** What a function answers an event with. */
export type Answer = { readonly response: object } | { readonly report: Report };

export interface RuntimeApi {
  /** Host and port, as the runtime is told them. */
  readonly address: string;

  /** Send an event, which the function must answer before a deadline, in milliseconds of the epoch. */
  invoke(event: object, deadline: number): Promise<Answer>;

  close(): void;
}

const PREFIX = '/2018-06-01/runtime';
const INVOKED = `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION_NAME}`;

interface Invocation {
  readonly id: string;
  readonly event: object;
  readonly deadline: number;
}

/**
 * The Lambda Runtime API, by which a runtime gets events and answers them.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const queued: Invocation[] = [];
  const idle: ServerResponse[] = [];
  const waiting = new Map<string, (answer: Answer) => void>();
  let failedToStart: Report | undefined;

  const answer = (id: string, given: Answer) => {
    waiting.get(id)?.(given);
    waiting.delete(id);
  };
  const hand = () => {
    for (const invocation of queued.splice(0, idle.length)) {
      idle.shift()?.writeHead(200, headersOf(invocation)).end(JSON.stringify(invocation.event));
    }
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const [, id = '', what] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(pathOf(request)) ?? [];
    if (pathOf(request) === '/invocation/next') {
      idle.push(response);
      hand();
      return;
    }
    response.writeHead(202).end('{"status":"OK"}');
    if (pathOf(request) === '/init/error') {
      failedToStart = JSON.parse(body) as Report;
      for (const each of [...waiting.keys()]) {
        answer(each, { report: failedToStart });
      }
    } else if (what === 'response') {
      answer(id, { response: JSON.parse(body) as object });
    } else if (what === 'error') {
      answer(id, { report: JSON.parse(body) as Report });
    }
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      // The runtime has ended before it had sent the whole request.
      response.destroy();
    });
  });
  const port = await listenLocally(server);
  return {
    address: `127.0.0.1:${port}`,
    invoke: (event, deadline) => {
      if (failedToStart !== undefined) {
        return Promise.resolve({ report: failedToStart });
      }
      const id = randomUUID();
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        queued.push({ id, event, deadline });
        hand();
      });
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.slice(PREFIX.length);
}

function headersOf({ id, deadline }: Invocation) {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': id,
    'lambda-runtime-deadline-ms': String(deadline),
    'lambda-runtime-invoked-function-arn': INVOKED,
    'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700',
  };
}
