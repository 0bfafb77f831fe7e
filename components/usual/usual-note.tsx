"use client";
import clsx from "clsx";
import { TrendingUp } from "lucide-react";
import { formatDuration } from "@/lib/format/quantity";
import { standingOfMs } from "@/lib/usual/compare-usual";
import { usualMsText, usualTitle } from "@/lib/usual/words";
import { useUsual } from "./use-usual";

type Props = { of: string; nowMs: number | null; prefix?: string; className?: string };

/** A time beside its usual one, flagged when it is far above; nothing where nobody knows what is usual. */
export function UsualMs({ of, nowMs, prefix = "", className }: Props) {
  const usual = useUsual();
  const figure = usual.state === "ready" ? usual.value.figures[of] : undefined;
  if (usual.state !== "ready" || !figure) return null;
  const isFar = nowMs !== null && standingOfMs(nowMs, figure).kind === "far-above";
  return (
    <span
      title={usualTitle(figure, usual.value.basis, formatDuration)}
      data-usual={isFar ? "far-above" : "known"}
      className={clsx(isFar ? "font-medium text-warn" : "text-ink-3", className)}
    >
      {isFar ? <TrendingUp aria-hidden className="mr-0.5 inline size-3" /> : null}
      {prefix}
      {usualMsText(nowMs, figure)}
    </span>
  );
}
