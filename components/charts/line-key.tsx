import type { LineRole } from "@/lib/charts/types";
import { styleOf } from "./chart-style";

/** A short piece of a chart's line, for legends. */
export function LineKey({ role, index }: { role?: LineRole; index: number }) {
  const { color, dash, width } = styleOf(role, index);
  return (
    <svg aria-hidden="true" viewBox="0 0 18 6" className="h-1.5 w-4.5 shrink-0">
      <line x1="0" x2="18" y1="3" y2="3" stroke={color} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
}
