import { randomBytes } from 'node:crypto';
import { AwsError, type AwsRequest, type Credential, credentialOf, inputOf, operationOf } from './awsjson';
import {
  BUNDLE_OPERATIONS,
  type BundleOperation,
  type BundleService,
  bundleService,
} from './bundle-operations';
import type { BundleOptions } from './bundles';
import type { Catalogue, CatalogueImage } from './catalogue';
import { readDescribeImages } from './describe-input';
import { type DescribeOutput, describeWorkspaceImages, imageAfter } from './describe-workspace-images';
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
  /** How bundles are made. */
  readonly bundles?: BundleOptions;
  /** The fault to inject into a call, by its number, from 1, its Region and its operation. @default - no faults */
  readonly faults?: (callNumber: number, region: string, operation: Operation) => Fault | undefined;
}

export type Operation = 'DescribeWorkspaceImages' | BundleOperation;

const OPERATIONS: readonly Operation[] = ['DescribeWorkspaceImages', ...BUNDLE_OPERATIONS];

export type Fault = 'hang' | 'not-json' | 'status-500' | 'access-denied' | 'unknown-credentials';

export interface Call {
  readonly time: number;
  /** Undefined, like the three below, if the request was refused before they were read. */
  readonly operation?: Operation | undefined;
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
  operation?: Operation;
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
  public readonly bundleService: BundleService;

  constructor(private readonly options: WorkspacesServiceOptions) {
    this.catalogue = options.catalogue;
    this.now = options.now ?? (() => Date.now());
    this.startedAt = this.now();
    this.bucket = options.throttle && new TokenBucket(options.throttle, this.now);
    const account = {
      imageOf: (imageId: string) => this.imageOf(imageId),
      now: this.now,
    };
    this.bundleService = bundleService(options.bundles ?? {}, account, this.tokens);
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
      operation: seen.operation,
      input: seen.input,
      ...seen.credential,
      status: answer?.status,
      error: answer?.error,
    });
    return answer;
  }

  private answerOrError(request: AwsRequest, body: string, seen: Seen): Answer | undefined {
    try {
      const operation = operationOf(request, 'WorkspacesService', OPERATIONS);
      seen.operation = operation;
      seen.credential = credentialOf(request.headers, 'workspaces');
      seen.input = inputOf(body);
      switch (this.options.faults?.(this.calls.length + 1, seen.credential.region, operation)) {
        case 'hang':
          return undefined;
        case 'not-json':
          return { status: 200, body: '<html>A page of a proxy</html>' };
        case 'status-500':
          throw new AwsError('InternalServerException', 'an injected fault', 500);
        case 'access-denied':
          throw new AwsError('AccessDeniedException', `not authorized to perform workspaces:${operation}`);
        case 'unknown-credentials':
          // What AWS answers in a Region that the account has not enabled.
          throw new AwsError(
            'UnrecognizedClientException',
            'The security token included in the request is invalid.',
          );
        case undefined:
          return { status: 200, body: this.output(operation, seen.input) };
      }
    } catch (error) {
      return errorAnswer(error);
    }
  }

  /** All calls of the account share one bucket. */
  private output(operation: Operation, input: unknown): string {
    if (this.bucket?.take() === false) {
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    }
    return JSON.stringify(
      operation === 'DescribeWorkspaceImages'
        ? this.page(input)
        : this.bundleService.operations[operation](input),
    );
  }

  private page(input: unknown): DescribeOutput {
    const page = describeWorkspaceImages(readDescribeImages(input), {
      catalogue: this.catalogue,
      elapsedSeconds: this.elapsedSeconds(),
      tokens: this.tokens,
      unknownIds: this.options.unknownIds ?? 'omit',
    });
    this.options.onPage?.(page);
    return page;
  }

  private imageOf(imageId: string): CatalogueImage | undefined {
    const image = this.catalogue.images.find(({ ImageId }) => ImageId === imageId);
    return image && { ...imageAfter(this.elapsedSeconds(), image), Shared: image.Shared };
  }
}

function errorAnswer(error: unknown): Answer {
  const { type, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
  const body = JSON.stringify({ __type: `com.amazonaws.workspaces#${type}`, message });
  return { status, body, error: type };
}
