export const seconds = (figure: number) => `${figure.toFixed(figure < 1 ? 3 : 1)} s`;
export const times = (ratio: number) => `${ratio.toFixed(3)} ×`;
const number = (figure: number) => figure.toLocaleString('en');
const megabytes = (figure: number) => `${figure.toFixed(0)} MB`;

const KEPT = {
  '≤': (figure: number, limit: number) => figure <= limit,
  '=': (figure: number, limit: number) => figure === limit,
  '≥': (figure: number, limit: number) => figure >= limit,
};

type Text = (figure: number) => string;
type Claim = readonly [what: string, measuredAs: string, is: keyof typeof KEPT, limit: number, text: Text];

const crowd = (who: string): Claim => ['many at once', `${who}, against what is allowed`, '≤', 1.05, times];
const cold = (who: string, most: number): Claim => [
  'cold path',
  `load, first Create, ${who}`,
  '≤',
  most,
  times,
];
const synth = (what: string, most: number): Claim => ['synth', what, '≤', most, times];

/** What docs/maintainers/performance.md promises, in its order. Its text says how each is measured. */
const CLAIMS = {
  ownPace: ['own pace', '1,000 images, worst of 30, 100, 300 ms a call', '≤', 1.01, times],
  ownRefusals: ['own pace', 'refused calls', '=', 0, number],
  neighbors: ['neighbors', "another program's calls that fail", '=', 0, number],
  anotherQuota: ['another quota', '10,000 images, requestRate 90', '≤', 1.2, times],
  calls: ['calls', 'for 1,000 images', '=', 40, number],
  callsForIds: ['calls', 'for 100 owned ids with ALL', '=', 4, number],
  callsOfPoll: ['calls', "for a gate's poll of 100 owned ids", '=', 4, number],
  refusals: ['calls', 'refused of these', '=', 0, number],
  tenFunctions: crowd('10 × 100 images'),
  fortyLookups: crowd('2 × 20 × 100 images'),
  gates: crowd('25 gates × 1,000 images'),
  coldPlain: cold('a plain lookup', 0.55),
  coldManifest: cold('with a manifest', 1.1),
  coldRole: cold('with a role', 0.95),
  asset: ['asset', 'bytes of the file that a plain lookup loads', '≤', 210_000, number],
  room: ['room', 'ids with states in a response', '≥', 150, number],
  // The handler, its role and log group, the framework, its role and policy, and the lookup.
  resources: ['resources', 'of one lookup; each further lookup adds one', '=', 7, number],
  synth50: synth('what 50 lookups add to an app, three outputs each', 0.95),
  synth200: synth('what 200 lookups add to an app, three outputs each', 0.7),
  synthLinear: synth('a lookup among 200, against one among 50', 1.1),
  memoryOverIdle: ['memory', 'peak over idle, 10,000 images, 1.8 calls a second', '≤', 30, megabytes],
  memoryPeak: ['memory', 'peak within 256 MB, 28,000 images, 2 calls a second', '≤', 200, megabytes],
  start: ['start', 'CPU of `npm start` and all that it starts, warm', '≤', 22, seconds],
  startTable: ['start', 'CPU before its first table of images', '≤', 8.8, seconds],
  tests: ['tests', '`npm test`, warm', '≤', 60, seconds],
  endToEnd: ['tests', '`npm run test:e2e`', '≤', 600, seconds],
} satisfies Record<string, Claim>;

/** What was measured: the figure, what to say beside it, and what others need. NaN keeps no promise. */
export type Measured = readonly [figure: number, beside?: string, others?: string];

export type Findings = Readonly<Partial<Record<keyof typeof CLAIMS, Measured>>>;

export interface Row {
  readonly cells: readonly string[];
  readonly met: boolean;
}

/** The table of what was measured. */
export function rowsOf(findings: Findings): readonly Row[] {
  const measured = new Map(Object.entries(findings));
  return Object.entries(CLAIMS).flatMap(([name, [what, measuredAs, is, limit, text]]) => {
    const [figure, beside, others = '–'] = measured.get(name) ?? [];
    if (figure === undefined) {
      return [];
    }
    const met = KEPT[is](figure, limit);
    const ours = beside === undefined ? text(figure) : `${text(figure)} (${beside})`;
    return { cells: [what, measuredAs, ours, others, `${is} ${text(limit)}`, met ? 'yes' : 'NO'], met };
  });
}
