import { randomBytes } from 'node:crypto';
import {
  AwsError,
  credentialOf,
  inputOf,
  requireOperation,
  type AwsRequest,
  type Credential,
} from './awsjson';
import type { Catalogue } from './catalogue';
import { readInput } from './describe-input';
import { type DescribeOutput, describeWorkspaceImages } from './describe-workspace-images';
import { NextTokens } from './next-token';
import { TokenBucket, type Throttle } from './token-bucket';

export interface WorkspacesServiceOptions {
  readonly catalogue: Catalogue;
  /** @default - no call is throttled; the service's own is 2 a second, burst 5 */
  readonly throttle?: Throttle;
  /** What becomes of ids that no image has, which is not known of the service. @default 'omit' */
  readonly unknownIds?: 'omit' | 'refuse';
  /** Milliseconds, for the throttle and the images that change. @default Date.now */
  readonly now?: () => number;
  /** Told of each page of images that is answered. */
  readonly onPage?: (page: DescribeOutput) => void;
  /** What goes wrong with a call; the first call has the number 1. @default - nothing */
  readonly faults?: (callNumber: number) => Fault | undefined;
}

export type Fault = 'hang' | 'not-json' | 'status-500' | 'access-denied';

export interface Call {
  readonly time: number;
  /** Undefined, as is who asked, where the request was refused before that was read. */
  readonly input?: unknown;
  readonly accessKeyId?: string;
  readonly region?: string;
  /** Undefined for a call that was left hanging. */
  readonly status?: number;
  readonly error?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly error?: string;
}

interface Seen {
  credential?: Credential;
  input?: unknown;
}

/** Answers requests as the WorkSpaces API does, and remembers them. */
export class WorkspacesService {
  public readonly calls: Call[] = [];
  public catalogue: Catalogue;
  private readonly now: () => number;
  private readonly startedAt: number;
  private readonly bucket: TokenBucket | undefined;
  private readonly tokens = new NextTokens(randomBytes(32));

  public constructor(private readonly options: WorkspacesServiceOptions) {
    this.catalogue = options.catalogue;
    this.now = options.now ?? Date.now;
    this.startedAt = this.now();
    this.bucket = options.throttle && new TokenBucket(options.throttle, this.now);
  }

  public elapsedSeconds(): number {
    return (this.now() - this.startedAt) / 1000;
  }

  /** @returns undefined for a call to be left hanging */
  public answer(request: AwsRequest, body: string): Answer | undefined {
    const seen: Seen = {};
    const answer = this.answerOrError(request, body, seen);
    this.calls.push({
      time: this.now(),
      input: seen.input,
      ...seen.credential,
      status: answer?.status,
      error: answer?.error,
    });
    return answer;
  }

  private answerOrError(request: AwsRequest, body: string, seen: Seen): Answer | undefined {
    try {
      requireOperation(request, 'WorkspacesService.DescribeWorkspaceImages');
      seen.credential = credentialOf(request.headers, 'workspaces');
      seen.input = inputOf(body);
      switch (this.options.faults?.(this.calls.length + 1)) {
        case 'hang':
          return undefined;
        case 'not-json':
          return { status: 200, body: '<html>a proxy says hello</html>' };
        case 'status-500':
          throw new AwsError('InternalServerException', 'an injected fault', 500);
        case 'access-denied':
          throw new AwsError(
            'AccessDeniedException',
            'not authorized to perform workspaces:DescribeWorkspaceImages',
          );
        case undefined:
          return { status: 200, body: this.page(seen.input) };
      }
    } catch (error) {
      return errorAnswer(error);
    }
  }

  private page(input: unknown): string {
    if (this.bucket?.take() === false) throw new AwsError('ThrottlingException', 'Rate exceeded');
    const page = describeWorkspaceImages(readInput(input), {
      catalogue: this.catalogue,
      elapsedSeconds: this.elapsedSeconds(),
      tokens: this.tokens,
      unknownIds: this.options.unknownIds ?? 'omit',
    });
    this.options.onPage?.(page);
    return JSON.stringify(page);
  }
}

function errorAnswer(error: unknown): Answer {
  const { type, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
  const body = JSON.stringify({ __type: `com.amazonaws.workspaces#${type}`, message });
  return { status, body, error: type };
}
