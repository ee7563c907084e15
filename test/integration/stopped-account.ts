import { createServer, type Server } from 'node:http';
import { type Catalogue, parseCatalogue } from '../../dev/local-aws/catalogue';
import { listenLocally } from '../../dev/local-aws/listen';
import {
  type Fault,
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
} from '../../dev/local-aws/workspaces-endpoint';
import { advance, elapsedSeconds, stopCalendar } from '../driver/clock';
import { CrashError, KILLED } from '../driver/crash';
import type { Handler, Waiter } from '../driver/framework';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';

export const MINUTE = 60;

type Images = Readonly<Record<string, ImageSpec>>;

interface ImageSpec {
  readonly state?: string;
  readonly availableAfter?: number;
  readonly failsAfter?: number;
}

const DENIAL = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

/** The images at the start. */
const IMAGES: Images = { a0: {}, b0: {} };

/** An account with images and a bucket, while no time passes but that of sleeps and polls. */
export class StoppedAccount {
  public isBucketOpen = true;

  /** How many of the next invocations end without an answer. */
  public crashes = 0;

  private plans: readonly { readonly at: number; readonly happen: () => void }[] = [];
  private fault: { readonly kind: Fault; readonly until: number } | undefined;
  private handler: Handler;

  private constructor(
    public readonly endpoint: WorkspacesEndpoint,
    private readonly bucket: Server,
    private readonly bucketUrl: string,
    private readonly resource: 'images' | 'bundle',
  ) {
    this.handler = builtHandlerInStoppedTime(endpoint.url, bucketUrl, resource);
  }

  /** @param bundleSeconds How long a bundle takes to be made, or to take over an image */
  public static async start(resource: 'images' | 'bundle', bundleSeconds = 60): Promise<StoppedAccount> {
    stopCalendar();
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    catchLog();
    const endpoint: WorkspacesEndpoint = await startWorkspacesEndpoint({
      catalogue: catalogue(IMAGES),
      faults: () => account.currentFault(),
      bundles: { seconds: bundleSeconds },
    });
    const bucket = createServer((request, response) => {
      request.resume().on('end', () => {
        // The SDK corrects its clock by the date, and repeats a call after a correction.
        response.setHeader('date', new Date().toUTCString());
        response.setHeader('etag', '"0"');
        response.writeHead(account.isBucketOpen ? 200 : 403).end(account.isBucketOpen ? '' : DENIAL);
      });
    });
    const bucketUrl = `http://127.0.0.1:${await listenLocally(bucket)}`;
    const account = new StoppedAccount(endpoint, bucket, bucketUrl, resource);
    return account;
  }

  /** The function of a provider. A Delete of a lookup fails if it calls anything. */
  public readonly function: Handler = async (event, context) => {
    if (this.crashes > 0) {
      this.crashes--;
      throw new CrashError(KILLED);
    }
    const calls = this.endpoint.calls.length;
    const answer = await this.handler(event, context);
    if (event.RequestType === 'Delete' && this.resource === 'images') {
      expect(this.endpoint.calls).toHaveLength(calls);
    }
    return answer;
  };

  /** A state machine whose polls let time pass at once. */
  public waiter(pollInterval: number): Waiter {
    return {
      pollInterval,
      maxAttempts: Math.floor(3_480_000 / pollInterval),
      advance: (milliseconds) => {
        advance(milliseconds);
        const due = this.plans.filter(({ at }) => at <= elapsedSeconds());
        this.plans = this.plans.filter((plan) => !due.includes(plan));
        for (const { happen } of due) {
          happen();
        }
      },
    };
  }

  /** Let something happen between two polls, so many seconds after the start. */
  public at(seconds: number, happen: () => void): void {
    this.plans = [...this.plans, { at: seconds, happen }];
  }

  /** Let the function run where it reaches no service, or back where it does. */
  public setReachable(isReachable: boolean): void {
    this.handler = isReachable
      ? builtHandlerInStoppedTime(this.endpoint.url, this.bucketUrl, this.resource)
      : builtHandlerInStoppedTime(undefined, undefined, this.resource);
  }

  /** Let all be as at the start. */
  public mend(): void {
    this.fault = undefined;
    this.isBucketOpen = true;
    this.crashes = 0;
    this.setReachable(true);
    this.setImages(IMAGES);
  }

  /** Let every call of the service end so. */
  public failWith(kind: Fault, seconds = Infinity): void {
    this.fault = { kind, until: Date.now() + seconds * 1000 };
  }

  /** Images golden-NAME, each older than the one before it. */
  public setImages(images: Images): void {
    this.endpoint.setCatalogue(catalogue(images));
  }

  private currentFault(): Fault | undefined {
    return this.fault !== undefined && Date.now() < this.fault.until ? this.fault.kind : undefined;
  }

  public async close(): Promise<void> {
    await this.endpoint.close();
    this.bucket.closeAllConnections();
    this.bucket.close();
    jest.useRealTimers();
  }
}

export function idOf(name: string): string {
  return `wsi-${name.padStart(9, '0')}`;
}

function catalogue(images: Images): Catalogue {
  const Images = Object.entries(images).map(([name, { state, availableAfter, failsAfter }], index) => ({
    ImageId: idOf(name),
    Name: `golden-${name}`,
    State: state ?? 'AVAILABLE',
    Created: new Date(Date.parse('2026-06-01') - index * 1000).toISOString(),
    AvailableAfterSeconds: availableAfter,
    FailsAfterSeconds: failsAfter,
  }));
  return parseCatalogue(JSON.stringify({ Images }), 'images.json');
}
