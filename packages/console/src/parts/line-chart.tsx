import { numberText, timeText } from "../text.ts";
import { useWidth } from "./use-width.ts";

interface LineChartProps {
  readonly points: readonly { readonly at: number; readonly value: number }[];
  readonly label: string;
}

/** Before it is known how much room there is. */
const widthBefore = 800;
const height = 200;
const left = 52;
const bottom = 24;
const top = 10;

/** Values over time, with a dot for each: a lonely one would make no line. */
export function LineChart({ points, label }: LineChartProps) {
  const [frame, width] = useWidth<HTMLElement>(widthBefore);
  const times = points.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const most = Math.max(1, ...points.map(({ value }) => value));
  const x = (at: number): number => left + ((at - first) / Math.max(1, last - first)) * (width - left - 12);
  const y = (value: number): number => height - bottom - (value / most) * (height - bottom - top);
  const marks = [0, most / 2, most];
  return (
    <figure class="chart" ref={frame}>
      <svg width={width} height={height} role="img" aria-label={label}>
        {marks.map((value) => (
          <g key={value}>
            <line class="grid" x1={left} x2={width - 12} y1={y(value)} y2={y(value)} />
            <text x={left - 8} y={y(value) + 4} text-anchor="end">
              {numberText(Math.round(value * 100) / 100)}
            </text>
          </g>
        ))}
        <text x={left} y={height - 6}>
          {timeText(first)}
        </text>
        {last > first ? (
          <text x={width - 12} y={height - 6} text-anchor="end">
            {timeText(last)}
          </text>
        ) : undefined}
        <polyline class="line" points={points.map(({ at, value }) => `${x(at)},${y(value)}`).join(" ")} />
        {points.map(({ at, value }) => (
          <circle key={at} class="dot" cx={x(at)} cy={y(value)} r="3">
            <title>
              {timeText(at)}: {numberText(value)}
            </title>
          </circle>
        ))}
      </svg>
      <figcaption class="dim">{label}</figcaption>
    </figure>
  );
}
