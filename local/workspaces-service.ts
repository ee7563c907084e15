import { randomBytes } from 'node:crypto';
import {
  AwsError,
  type AwsRequest,
  type Credential,
  credentialOf,
  inputOf,
  requireOperation,
} from './awsjson';
import type { Catalogue } from './catalogue';
import { readInput } from './describe-input';
import { type DescribeOutput, describeWorkspaceImages } from './describe-workspace-images';
import { NextTokens } from './next-token';
import { type Throttle, TokenBucket } from './token-bucket';

export interface WorkspacesServiceOptions {
  readonly catalogue: Catalogue;
  /** The service allows 2 calls per second with a burst of 5. @default - no throttling */
  readonly throttle?: Throttle;
  /** What to do with ids that no image has. The service's behaviour is not documented. @default 'omit' */
  readonly unknownIds?: 'omit' | 'refuse';
  /** The clock for throttling and changing images, in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** Called with each page of images that is returned. */
  readonly onPage?: (page: DescribeOutput) => void;
  /** The fault to inject into a call, by its number, from 1, and its Region. @default - no faults */
  readonly faults?: (callNumber: number, region: string) => Fault | undefined;
}

export type Fault = 'hang' | 'not-json' | 'status-500' | 'access-denied';

export interface Call {
  readonly time: number;
  /** Undefined, like the two below, if the request was refused before they were read. */
  readonly input?: unknown;
  readonly accessKeyId?: string;
  readonly region?: string;
  /** Undefined for a call without a response. */
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

/** Answers requests as the WorkSpaces API does, and records them. */
export class WorkspacesService {
  public readonly calls: Call[] = [];
  public catalogue: Catalogue;
  private readonly now: () => number;
  private readonly startedAt: number;
  private readonly bucket: TokenBucket | undefined;
  private readonly tokens = new NextTokens(randomBytes(32));

  constructor(private readonly options: WorkspacesServiceOptions) {
    this.catalogue = options.catalogue;
    this.now = options.now ?? (() => Date.now());
    this.startedAt = this.now();
    this.bucket = options.throttle && new TokenBucket(options.throttle, this.now);
  }

  public date(): Date {
    return new Date(this.now());
  }

  public elapsedSeconds(): number {
    return (this.now() - this.startedAt) / 1000;
  }

  /** @returns undefined for a call that must hang */
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
      switch (this.options.faults?.(this.calls.length + 1, seen.credential.region)) {
        case 'hang':
          return undefined;
        case 'not-json':
          return { status: 200, body: '<html>A page of a proxy</html>' };
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
    if (this.bucket?.take() === false) {
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    }
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
