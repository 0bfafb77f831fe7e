"use client";
import { CircleDot, CirclePause, OctagonX, TriangleAlert } from "lucide-react";
import { formatAge } from "@/lib/format/quantity";
import { useNow } from "./clock";
import { useLive } from "./live-store";
import { useView } from "./view-store";

const lateMs = 60_000;

/** Whether the page is live, and how old its newest answer is. */
export function LiveIndicator() {
  const live = useLive();
  const { paused } = useView();
  const now = useNow(live?.answeredAtMs ?? 0);
  if (!live) return null;
  const ageMs = Math.max(0, now - live.answeredAtMs);
  const age = `${formatAge(ageMs)} ago`;
  const [Icon, colour, word] = live.failure
    ? ([OctagonX, "text-bad", "no answer"] as const)
    : paused
      ? ([CirclePause, "text-unknown", "paused"] as const)
      : ageMs > lateMs
        ? ([TriangleAlert, "text-warn", "late"] as const)
        : ([CircleDot, "text-ok", "live"] as const);
  const isLive = word === "live";
  return (
    <p
      data-live={live.failure ? "offline" : word}
      title={live.failure ?? undefined}
      className="tabular flex items-center gap-1 whitespace-nowrap pr-1 text-[0.8125rem] text-ink-2"
    >
      <Icon aria-hidden className={`size-3.5 ${colour}`} strokeWidth={2.25} />
      {/* A phone has room for one of the two: how old it is while it is live, else why it is not. */}
      <span>
        <span className={isLive ? "max-sm:sr-only" : undefined}>{word}</span>
        <span className="max-sm:sr-only">, </span>
        <span className={isLive ? "inline-block min-w-14" : "inline-block min-w-14 max-sm:sr-only"}>{age}</span>
      </span>
    </p>
  );
}
