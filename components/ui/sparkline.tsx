import { sparklinePath } from "./sparkline-path";

type Props = { points: readonly (number | null)[]; width?: number; height?: number; className?: string };

/**
 * A line of the trend without axes, from 0 to its own maximum; decoration beside a figure, so hidden from screen
 * readers.
 */
export function Sparkline({ points, width = 96, height = 24, className }: Props) {
  const path = sparklinePath(points, width, height);
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className={className}>
      <line
        x1="0"
        x2={width}
        y1={height - 0.5}
        y2={height - 0.5}
        stroke="var(--line)"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
