"use client";
import { useNow } from "@/components/shell/clock";
import { useView } from "@/components/shell/view-store";
import { formatAge } from "@/lib/format/quantity";
import { formatIso } from "@/lib/format/time";

type Props = { atMs: number; renderedAtMs: number; suffix?: string; className?: string };

/** A time as its age ("6 s ago"), counting on; the absolute time shows on hover and is what a copy takes along. */
export function SampleAge({ atMs, renderedAtMs, suffix = " ago", className }: Props) {
  const now = useNow(renderedAtMs);
  const { utc } = useView();
  const iso = formatIso(atMs, { utc });
  return (
    <time dateTime={iso} title={iso} className={className} suppressHydrationWarning>
      {formatAge(now - atMs)}
      {suffix}
    </time>
  );
}
