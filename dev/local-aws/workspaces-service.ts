import { randomBytes } from 'node:crypto';
import {
  type Answer,
  AwsError,
  type AwsRequest,
  type Credential,
  credentialOf,
  errorAnswer,
  inputOf,
  operationOf,
  signedAt,
} from './awsjson';
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
import { type Fault, spoiled } from './faults';
import { NextTokens, type PageFault } from './next-token';
import { type Throttle, TokenBucket } from './token-bucket';

export interface WorkspacesServiceOptions {
  readonly catalogue: Catalogue;
  /** The service allows 2 calls per second with a burst of 5. @default - no throttling */
  readonly throttle?: Throttle;
  /** What to do with ids that no image has. The service's behaviour is not documented. @default 'omit' */
  readonly unknownIds?: 'omit' | 'refuse';
  /** The clock for throttling and changing images, in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** How far the service's clock is ahead of `now`, in milliseconds. @default - no signature is too old or too new */
  readonly clockAheadMs?: number;
  /** Called with each page of images that is returned. */
  readonly onPage?: (page: DescribeOutput) => void;
  /** How bundles are made. */
  readonly bundles?: BundleOptions;
  /** The fault to inject into a call, by its number, from 1, its Region and its operation. @default - no faults */
  readonly faults?: (callNumber: number, region: string, operation: Operation) => Fault | undefined;
}

export type Operation = 'DescribeWorkspaceImages' | BundleOperation;

const OPERATIONS: readonly Operation[] = ['DescribeWorkspaceImages', ...BUNDLE_OPERATIONS];

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

const SIGNATURE_VALID_MS = 300_000;

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
    return new Date(this.now() + (this.options.clockAheadMs ?? 0));
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
      const fault = this.options.faults?.(this.calls.length + 1, seen.credential.region, operation);
      if (fault === 'hang') {
        return undefined;
      }
      this.requireSameTime(signedAt(request.headers));
      return spoiled(fault, operation, (pageFault) => ({
        status: 200,
        body: this.output(operation, seen.input, pageFault),
      }));
    } catch (error) {
      return errorAnswer(error);
    }
  }

  /** A signature of another time is refused, as the service refuses it. */
  private requireSameTime(signedAt: number): void {
    const apart = Math.abs(signedAt - this.date().getTime());
    if (this.options.clockAheadMs !== undefined && apart > SIGNATURE_VALID_MS) {
      throw new AwsError(
        'InvalidSignatureException',
        `Signature not yet current or expired: it is now ${this.date().toISOString()}`,
      );
    }
  }

  /** All calls of the account share one bucket. */
  private output(operation: Operation, input: unknown, fault?: PageFault): string {
    if (this.bucket?.take() === false) {
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    }
    return JSON.stringify(
      operation === 'DescribeWorkspaceImages'
        ? this.page(input, fault)
        : this.bundleService.operations[operation](input, fault),
    );
  }

  private page(input: unknown, fault?: PageFault): DescribeOutput {
    const page = describeWorkspaceImages(readDescribeImages(input), {
      catalogue: this.catalogue,
      elapsedSeconds: this.elapsedSeconds(),
      tokens: this.tokens,
      unknownIds: this.options.unknownIds ?? 'omit',
      fault,
    });
    this.options.onPage?.(page);
    return page;
  }

  private imageOf(imageId: string): CatalogueImage | undefined {
    const image = this.catalogue.images.find(({ ImageId }) => ImageId === imageId);
    return image && { ...imageAfter(this.elapsedSeconds(), image), Shared: image.Shared };
  }
}
