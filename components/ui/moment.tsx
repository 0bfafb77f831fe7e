"use client";
import { useView } from "@/components/shell/view-store";
import { formatDayTime, formatIso } from "@/lib/format/time";

/** A point in time as day and clock, in the viewer's choice of local time or UTC; absolute with offset on hover. */
export function Moment({ atMs, className }: { atMs: number; className?: string }) {
  const { utc } = useView();
  const iso = formatIso(atMs, { utc });
  return (
    <time dateTime={iso} title={iso} className={className} suppressHydrationWarning>
      {formatDayTime(atMs, { utc })}
      {utc ? " UTC" : ""}
    </time>
  );
}
