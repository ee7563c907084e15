import type { DescribeOutput } from '../local/describe-workspace-images';
import { countsOf } from './core/count';

/** Sees the pages of images that the lookup gets. */
export class PageWatch {
  /** Called with the number of images in each state, at each page. */
  public onPage: (states: string) => void = () => undefined;
  private firstAt: number | undefined;
  private lastAt: number | undefined;

  constructor(private readonly now: () => number) {}

  public readonly see = ({ Images }: DescribeOutput): void => {
    this.lastAt = this.now();
    this.firstAt ??= this.lastAt;
    this.onPage(countsOf(Images.map(({ State = 'in no state' }) => State)) || 'no images');
  };

  /** Milliseconds from the first page to the last one so far. */
  public get waitedMs(): number {
    return (this.lastAt ?? 0) - (this.firstAt ?? 0);
  }
}
