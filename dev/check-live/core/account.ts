import { count } from '../../start/core/count';

/** What the read-only calls tell. */
export interface Account {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
  readonly firstPage: FirstPage;
  readonly quota: Quota;
}

export interface FirstPage {
  readonly images: number;
  readonly hasMore: boolean;
}

/** How many images the account may have in the Region, or why that is not known. */
export type Quota = { readonly most: number } | { readonly unknown: string };

/** Who calls, where, and what is there. */
export function accountLines({ account, arn, region, firstPage, quota }: Account): readonly string[] {
  return [
    `Account: ${account}, as ${arn}`,
    `Region: ${region}`,
    `Images: ${count(firstPage.images, 'owned image')} on the first page${firstPage.hasMore ? ', and there are more pages' : ''}`,
    'most' in quota
      ? `Quota: ${count(quota.most, 'image')}`
      : `Quota: not known (${quota.unknown}); Service Quotas shows it in the console`,
  ];
}

/** The part of a quota that is needed. */
export interface ServiceQuota {
  readonly QuotaName?: string | undefined;
  readonly Value?: number | undefined;
}

/**
 * The quota of images among those of WorkSpaces. It is found by the name that the documentation has, since it has no code.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/wsp.html
 */
export function imageQuota(quotas: readonly ServiceQuota[]): Quota {
  const most = quotas.find(({ QuotaName }) => QuotaName === 'Images')?.Value;
  return most === undefined ? { unknown: 'Service Quotas lists none named Images' } : { most };
}

const NOT_RESOLVED = new Set<unknown>(['ENOTFOUND', 'EAI_AGAIN']);

/** What else may be wrong where the WorkSpaces API has no address. */
export function adviceOnRegion(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return NOT_RESOLVED.has(code) ? '; not every Region has WorkSpaces, so set AWS_REGION to one that has' : '';
}
