/** One promise of docs/maintainers/performance.md, and whether it was kept. */
export interface Row {
  readonly what: string;
  readonly measuredAs: string;
  readonly ours: string;
  readonly peers: string;
  readonly reach: string;
  readonly met: boolean;
}

/** What a run of the bench measures with. */
export interface Bench {
  /** How often each subject is measured. Subjects take turns, so that a slow moment of the machine hits all alike. */
  readonly rounds: number;

  /** The Node.js of Lambda's runtime. */
  readonly node: string;

  /** The Python of the local AWS's virtual environment, which has boto3 and the AWS CLI. */
  readonly python: (command: string) => string;

  readonly progress: (line: string) => void;
}

/** Measures round after round. */
export async function inTurns<T>(bench: Bench, what: string, round: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let turn = 1; turn <= bench.rounds; turn++) {
    bench.progress(`${what}: round ${turn} of ${bench.rounds}`);
    results.push(await round());
  }
  return results;
}
