import { dirname, join } from 'node:path';
import type { CdkCustomResourceEvent, Context } from 'aws-lambda';
import { noteOutput, SECRETS } from '../secrets';
import { CrashError, type Report } from './crash';
import { Lambda } from './lambda';
import { responseRefusal } from './response-rules';

/** What CloudFormation sends. Properties are whatever a template makes of them. */
export type CloudFormationEvent = CdkCustomResourceEvent;

/** What is posted to CloudFormation. */
export interface CloudFormationResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly PhysicalResourceId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

export type Handler = (
  event: CloudFormationEvent,
  context: Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>,
) => Promise<object>;

/** The state machine of a framework that waits. */
export interface Waiter {
  /** In milliseconds. */
  readonly pollInterval: number;

  /** Lets time pass. */
  readonly advance: (milliseconds: number) => void;

  /** The number of polls after which the framework gives up. */
  readonly maxAttempts: number;
}

export const FUNCTION_NAME = 'Images-WorkspaceImagesProviderHandler06A5E80F-AbCdEfGhIjKl';
const FUNCTION_TIMEOUT = 600_000;

interface Invocation {
  readonly FunctionName: string;
  readonly Payload: string;
}

/** The calls that the framework makes by the SDK. */
interface Calls {
  readonly invoke: (invocation: Invocation) => Promise<{ FunctionError?: string; Payload: Uint8Array }>;
  readonly startExecution: (execution: { readonly input: string }) => Promise<object>;
}

interface Outbound {
  httpRequest: (options: { readonly hostname: string; readonly path: string }, body: string) => Promise<void>;
}

interface Util {
  log: (...values: readonly unknown[]) => void;
}

interface Framework {
  onEvent: (event: CloudFormationEvent) => Promise<void>;
  isComplete: (event: object) => Promise<void>;
  onTimeout: (event: { readonly Cause: string }) => Promise<void>;
}

const RUNTIME = join(
  dirname(require.resolve('aws-cdk-lib/package.json')),
  'custom-resources/lib/provider-framework/runtime',
);

/**
 * The provider framework of the installed CDK around a handler. Lambda, Step Functions and CloudFormation are replaced.
 *
 * Several frameworks may run at once if all of them wait or none does, since they share one environment.
 *
 * @param waiter Makes the framework one that waits
 * @param lambda Runs the function of the framework and that of the handler
 * @returns a function that sends an event, and returns what the framework posts
 */
export function framework(handler: Handler, waiter?: Waiter, lambda = new Lambda()) {
  const posted = new Map<string, string[]>();
  const executions = new Map<string, string>();
  const { onEvent, isComplete, onTimeout, Retry, outbound, util } = loadRuntime({
    invoke: ({ Payload }) => lambda.invoke(() => invoke(handler, Payload)),
    startExecution: ({ input }) => {
      executions.set((JSON.parse(input) as CloudFormationEvent).ResponseURL, input);
      return Promise.resolve({});
    },
  });
  // At its log level, FATAL, Lambda drops what the framework logs: the events, without where their responses go.
  util.log = (...values) => {
    if (JSON.stringify(values).includes(SECRETS.responseSignature)) {
      noteOutput('the log of the framework', SECRETS.responseSignature);
    }
  };
  outbound.httpRequest = ({ path }, body) => {
    posted.set(path, [...(posted.get(path) ?? []), body]);
    return Promise.resolve();
  };

  const poll = async (execution: string, { pollInterval, advance, maxAttempts }: Waiter) => {
    for (let attempt = 0; attempt <= maxAttempts; attempt++) {
      try {
        await isComplete(JSON.parse(execution) as object);
        return;
      } catch (error) {
        if (!(error instanceof Retry)) {
          throw error;
        }
        if (attempt === maxAttempts) {
          await onTimeout({ Cause: JSON.stringify({ errorMessage: error.message }) });
        }
        advance(pollInterval);
      }
    }
  };

  return async (event: CloudFormationEvent): Promise<CloudFormationResponse> => {
    setEnvironment(waiter !== undefined);
    const { pathname, search } = new URL(event.ResponseURL);
    posted.delete(pathname + search);
    await lambda.queue(() => onEvent(structuredClone(event)));
    const execution = executions.get(event.ResponseURL);
    if (execution !== undefined && waiter !== undefined) {
      await poll(execution, waiter);
    }
    const [body, ...others] = posted.get(pathname + search) ?? [];
    if (body === undefined || others.length > 0) {
      throw new Error(`expected one response to CloudFormation, got: ${body ?? 'none'} ${others.join(' ')}`);
    }
    return accepted(body, event);
  };
}

/** The modules of a framework, which keep the clients that they make to themselves. */
function loadRuntime(calls: Calls) {
  jest.doMock('./aws-sdk-absent', () => ({
    Lambda: class {
      public readonly invoke = calls.invoke;
    },
    SFN: class {
      public readonly startExecution = calls.startExecution;
    },
    waitUntilFunctionActiveV2: () => Promise.resolve(),
  }));
  const load = () => ({
    ...jest.requireActual<Framework>(join(RUNTIME, 'framework.js')),
    ...jest.requireActual<{ readonly Retry: typeof Error }>(join(RUNTIME, 'cfn-response.js')),
    outbound: jest.requireActual<Outbound>(join(RUNTIME, 'outbound.js')),
    util: jest.requireActual<Util>(join(RUNTIME, 'util.js')),
  });
  let runtime: ReturnType<typeof load> | undefined;
  jest.isolateModules(() => {
    runtime = load();
  });
  if (runtime === undefined) {
    throw new Error('the framework is not there');
  }
  return runtime;
}

function setEnvironment(waits: boolean): void {
  const functionArn = `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION_NAME}`;
  process.env['USER_ON_EVENT_FUNCTION_ARN'] = functionArn;
  delete process.env['USER_IS_COMPLETE_FUNCTION_ARN'];
  if (waits) {
    process.env['USER_IS_COMPLETE_FUNCTION_ARN'] = functionArn;
    process.env['WAITER_STATE_MACHINE_ARN'] = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Waiter';
  }
}

/** Lambda: JSON in and out, and an error as the Node.js runtime reports it. */
async function invoke(handler: Handler, payload: string) {
  const end = Date.now() + FUNCTION_TIMEOUT;
  const context = { functionName: FUNCTION_NAME, getRemainingTimeInMillis: () => end - Date.now() };
  try {
    const result = await handler(JSON.parse(payload) as CloudFormationEvent, context);
    return { Payload: Buffer.from(JSON.stringify(result)) };
  } catch (error) {
    const told = JSON.stringify(error instanceof CrashError ? error.report : reportOf(error));
    // Lambda logs it too.
    noteOutput('the error of the handler', told);
    return { FunctionError: 'Unhandled', Payload: Buffer.from(told) };
  }
}

/** The runtime writes the character DEL as `%7F`. */
function reportOf(error: unknown): Report {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const [errorType = '', errorMessage = '', trace = ''] = [name, message, stack].map((text) =>
    text.replaceAll('\x7f', '%7F'),
  );
  return { errorType, errorMessage, trace: trace.split('\n') };
}

/** CloudFormation: a response that breaks its rules fails the resource. */
function accepted(body: string, event: CloudFormationEvent): CloudFormationResponse {
  const { StackId, RequestId, LogicalResourceId } = event;
  const ids = { StackId, RequestId, LogicalResourceId };
  noteOutput('the response', body);
  const refusal = responseRefusal(body);
  if (refusal !== undefined) {
    const PhysicalResourceId =
      event.RequestType === 'Create' ? inventedId(LogicalResourceId) : event.PhysicalResourceId;
    return { Status: 'FAILED', Reason: refusal, PhysicalResourceId, ...ids };
  }
  const response = JSON.parse(body) as CloudFormationResponse;
  expect(['SUCCESS', 'FAILED']).toContain(response.Status);
  expect(response).toMatchObject(ids);
  return response;
}

/** The id that CloudFormation makes for a resource whose Create gave it none. */
export function inventedId(logicalId: string): string {
  return `Images-${logicalId.slice(0, 24)}-1A2B3C4D5E6F`;
}
