"use client";
import { useNow } from "@/components/shell/clock";
import { useView } from "@/components/shell/view-store";
import { formatAge } from "@/lib/format/quantity";
import { formatDayTime, formatIso } from "@/lib/format/time";

type Props = { atMs: number; renderedAtMs: number; className?: string };

/** A time as day and clock with its age; to the second, with zone, on hover. */
export function AuditTime({ atMs, renderedAtMs, className }: Props) {
  const now = useNow(renderedAtMs);
  const { utc } = useView();
  const iso = formatIso(atMs, { utc });
  return (
    <time dateTime={iso} title={iso} className={className} suppressHydrationWarning>
      {formatDayTime(atMs, { utc })} <span className="text-ink-3">{formatAge(now - atMs)} ago</span>
    </time>
  );
}
