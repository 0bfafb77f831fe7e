"use client";
import { useNow } from "@/components/shell/clock";
import { useView } from "@/components/shell/view-store";
import { formatClock, formatDayTime, formatIso } from "@/lib/format/time";

const dayMs = 24 * 3_600_000;

/** A point in time as the clock shows it ("03:12"), with its day when that was not within a day; absolute on hover. */
export function Clock({ atMs, className }: { atMs: number; className?: string }) {
  const { utc } = useView();
  const now = useNow(atMs);
  const iso = formatIso(atMs, { utc });
  const isToday = now - atMs < dayMs;
  return (
    <time dateTime={iso} title={iso} className={className} suppressHydrationWarning>
      {isToday ? formatClock(atMs, { utc, seconds: false }) : formatDayTime(atMs, { utc })}
    </time>
  );
}
