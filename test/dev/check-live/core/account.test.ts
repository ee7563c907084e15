import { accountLines, adviceOnRegion, imageQuota } from '../../../../dev/check-live/core/account';

const ACCOUNT = {
  account: '123456789012',
  arn: 'arn:aws:sts::123456789012:assumed-role/Admin/me',
  region: 'eu-west-1',
  firstPage: { images: 1, hasMore: false },
  quota: { most: 40 },
};

test('says who calls, where, what is there, and how much there may be', () => {
  expect(accountLines(ACCOUNT)).toStrictEqual([
    'Account: 123456789012, as arn:aws:sts::123456789012:assumed-role/Admin/me',
    'Region: eu-west-1',
    'Images: 1 owned image on the first page',
    'Quota: 40 images',
  ]);
});

test('says that there are more pages, and why the quota is not known', () => {
  const firstPage = { images: 25, hasMore: true };
  expect(accountLines({ ...ACCOUNT, firstPage, quota: { unknown: 'AccessDeniedException: no' } })).toEqual(
    expect.arrayContaining([
      'Images: 25 owned images on the first page, and there are more pages',
      'Quota: not known (AccessDeniedException: no); Service Quotas shows it in the console',
    ]),
  );
});

test.each([
  [
    [
      { QuotaName: 'Bundles', Value: 50 },
      { QuotaName: 'Images', Value: 80 },
    ],
    { most: 80 },
  ],
  [[{ QuotaName: 'Bundles', Value: 50 }], { unknown: 'Service Quotas lists none named Images' }],
  [[{ QuotaName: 'Images' }], { unknown: 'Service Quotas lists none named Images' }],
])('among %j, the quota of images is %j', (quotas, quota) => {
  expect(imageQuota(quotas)).toStrictEqual(quota);
});

test.each(['ENOTFOUND', 'EAI_AGAIN'])('names another Region where the API has no address (%s)', (code) => {
  expect(adviceOnRegion(Object.assign(new Error(), { code }))).toMatch(/^; not every Region has WorkSpaces/);
});

test.each([new Error('no'), Object.assign(new Error(), { code: 'ECONNRESET' }), 'no'])(
  'names none after %s',
  (cause) => {
    expect(adviceOnRegion(cause)).toBe('');
  },
);
