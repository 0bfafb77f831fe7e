import { formatGibibytes } from "@/lib/format/bytes";
import type { MemoryGauge as Gauge } from "@/lib/triggers/types";

const percent = (value: number, top: number) => `${Math.min(100, (value / top) * 100)}%`;

/** Available memory on a bar from 0: the zone that fires, the mark that clears, the lowest of 7 days, and now. */
export function MemoryGauge({ gauge }: { gauge: Gauge }) {
  const { now, minimum7d, fireBelowBytes, clearAboveBytes } = gauge;
  const top = Math.max(clearAboveBytes * 2, (now?.bytes ?? 0) * 1.1);
  const label = [
    now ? `${formatGibibytes(now.bytes)} available` : "available memory unknown",
    minimum7d ? `lowest in 7 days ${formatGibibytes(minimum7d.bytes)}` : null,
    `fires below ${formatGibibytes(fireBelowBytes)}, clears above ${formatGibibytes(clearAboveBytes)}`,
  ];
  return (
    <div className="px-3 pb-3">
      <div role="img" aria-label={label.filter(Boolean).join(", ")} className="relative h-8 rounded bg-hover">
        <div
          className="absolute inset-y-0 left-0 rounded-l bg-bad-tint"
          style={{ width: percent(fireBelowBytes, top) }}
        />
        {now ? (
          <div
            className="absolute inset-y-2 left-0 rounded-r-sm bg-[var(--chart-1)]"
            style={{ width: percent(now.bytes, top) }}
          />
        ) : null}
        <div className="absolute inset-y-0 w-0.5 bg-bad" style={{ left: percent(fireBelowBytes, top) }} />
        <div
          className="absolute inset-y-0 border-ink-3 border-l border-dashed"
          style={{ left: percent(clearAboveBytes, top) }}
        />
        {minimum7d ? (
          <div className="absolute inset-y-1 w-0.5 bg-ink" style={{ left: percent(minimum7d.bytes, top) }} />
        ) : null}
      </div>
      <p className="tabular mt-1 flex justify-between text-2xs text-ink-3" aria-hidden>
        <span>0</span>
        <span>{formatGibibytes(top)}</span>
      </p>
    </div>
  );
}
