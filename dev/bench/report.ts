import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectRoot } from '../local-aws/project';
import { type Curve, growthPlot } from './growth-plot';
import type { Row } from './row';

const DOCUMENT = join(projectRoot, 'docs', 'maintainers', 'performance.md');
const PLOT = 'performance-growth.svg';

const HEAD = ['what', 'measured as', 'here', 'others', 'to reach', 'met'];

/** Writes docs/maintainers/performance.md and its plot. */
export async function writeReport(
  rows: readonly Row[],
  curves: readonly Curve[],
  machine: string,
): Promise<void> {
  const options = await resolveConfig(DOCUMENT);
  const document = await format(documentOf(rows, curves, machine), { ...options, filepath: DOCUMENT });
  writeFileSync(DOCUMENT, document);
  writeFileSync(join(dirname(DOCUMENT), PLOT), growthPlot(curves));
}

export function machineOf(nodeVersion: string): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, Node.js ${nodeVersion}`;
}

function documentOf(rows: readonly Row[], curves: readonly Curve[], machine: string): string {
  const counts = curves[0]?.points.map(([images]) => images) ?? [];
  return `# Performance

\`npm run bench\` measures this and writes this file. Each program runs in a process of its own, against an endpoint on the same machine that answers as the service does and adds no delay but the one that is named. Figures are medians of rounds in which the programs take turns.

Measured on ${new Date().toISOString().slice(0, 10)}, on ${machine}.

${tableOf(
  HEAD,
  rows.map(({ what, measuredAs, ours, peers, reach, met }) => [
    what,
    measuredAs,
    ours,
    peers,
    reach,
    met ? 'yes' : 'no',
  ]),
)}

The account of these runs allows 2 calls a second, in bursts of 5, as AWS documents it. A lookup keeps to 1.8, so that others get through. The time that a row allows is what a caller needs that never waits longer than it must.

## Growth

Seconds for a listing where the account has no limit, each page of 25 images after the other. A lookup makes at most 100 calls a second. In an account with the documented limit, 10,000 images take 220 seconds, and some 26,000 are what a function has time for.

![Seconds by number of images, on logarithmic axes](${PLOT})

${tableOf(
  ['images', ...counts.map((count) => count.toLocaleString('en'))],
  curves.map(({ name, points }) => [name, ...points.map(([, seconds]) => `${seconds.toFixed(2)} s`)]),
)}
`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
