import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { init } from 'echarts';
import { format, resolveConfig } from 'prettier';
import { projectRoot } from '../local-aws/project';
import type { Row } from './claims';
import type { Curve } from './rows/growth';

const DOCUMENT = join(projectRoot, 'docs', 'maintainers', 'performance.md');
const PICTURE = 'performance-growth.svg';

/** Writes docs/maintainers/performance.md and its picture. */
export async function writeReport(rows: readonly Row[], curves: readonly Curve[]): Promise<void> {
  const options = await resolveConfig(DOCUMENT);
  writeFileSync(DOCUMENT, await format(documentOf(rows), { ...options, filepath: DOCUMENT }));
  writeFileSync(join(dirname(DOCUMENT), PICTURE), pictureOf(curves));
}

export const HEAD = ['what', 'measured as', 'here', 'others', 'to reach', 'met'];

function documentOf(rows: readonly Row[]): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const table = [HEAD, HEAD.map(() => '---'), ...rows.map(({ cells }) => cells)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  return `# Performance

\`npm run bench\` measures this and writes this file. Each program runs in a process of its own, against an endpoint on the same machine that answers as the service does and adds no delay but the one that is named. Figures are medians of rounds in which the programs take turns.

Measured on ${new Date().toISOString().slice(0, 10)}, on ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, Node.js ${process.versions.node}.

${table.join('\n')}

The account of these runs allows 2 calls a second, in bursts of 5, as AWS documents it. A lookup keeps to 1.8, so that others get through. Ratios (×) are to what a caller needs that never waits longer than it must: own pace to 1.8 calls a second, another quota to the sum of the latencies of 30 ms, many at once to what the account allows; cold path and synth to AwsCustomResource. A neighbor makes a call each 3 s while 1,000 images are listed.

## Growth

Seconds for a listing where the account has no limit, each page of 25 images after the other. A lookup makes at most 100 calls a second. In an account with the documented limit, 10,000 images take 220 seconds, and some 26,000 are what a function has time for.

![Seconds by number of images, on logarithmic axes](${PICTURE})
`;
}

function pictureOf(curves: readonly Curve[]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 420 });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    legend: { bottom: 0 },
    grid: { left: 70, right: 30, top: 40, bottom: 70 },
    xAxis: { type: 'log', name: 'images', nameLocation: 'middle', nameGap: 25, min: 100, max: 100_000 },
    yAxis: { type: 'log', name: 'seconds' },
    series: curves.map(({ name, points }) => ({
      type: 'line',
      name,
      data: points.map((point) => [...point]),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
