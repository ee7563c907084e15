import { type EChartsOption, init } from 'echarts';

/** Seconds by number of images. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [images: number, seconds: number])[];
}

const WIDTH = 720;
const HEIGHT = 420;

/** Draws curves of growth as SVG, on logarithmic axes. */
export function growthPlot(curves: readonly Curve[]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const options: EChartsOption = {
    animation: false,
    backgroundColor: '#ffffff',
    legend: { bottom: 0 },
    grid: { left: 70, right: 30, top: 40, bottom: 70 },
    xAxis: { type: 'log', name: 'images', nameLocation: 'middle', nameGap: 25, min: 100, max: 100_000 },
    yAxis: { type: 'log', name: 'seconds' },
    series: curves.map(({ name, points }) => ({
      type: 'line',
      name,
      data: points.map(([images, seconds]) => [images, seconds]),
    })),
  };
  chart.setOption(options);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
