"use client";
import { TrendingUp } from "lucide-react";
import { useUsual } from "@/components/usual/use-usual";
import { formatDuration } from "@/lib/format/quantity";
import type { RouteRed } from "@/lib/red/types";
import { standingOfMs } from "@/lib/usual/compare-usual";
import type { UsualFigure } from "@/lib/usual/types";
import { usualKey } from "@/lib/usual/usual-key";
import { timesText, usualTitle } from "@/lib/usual/words";

/** A route's usual p95, and how that reads in a title; null where nobody knows. */
export function useRouteUsual(name: string): { figure: UsualFigure; title: string } | null {
  const usual = useUsual();
  const figure =
    usual.state === "ready" ? usual.value.figures[usualKey({ what: "route-p95", route: name })] : undefined;
  if (usual.state !== "ready" || !figure) return null;
  return { figure, title: `p95: ${usualTitle(figure, usual.value.basis, formatDuration)}` };
}

/** Flags a route whose p95 is far above its usual one, whatever its limit. */
export function RouteUsualFlag({ row }: { row: RouteRed }) {
  const usual = useRouteUsual(row.name);
  if (!usual || row.p95Ms === null) return null;
  const { kind, times } = standingOfMs(row.p95Ms, usual.figure);
  if (kind !== "far-above") return null;
  return (
    <span className="shrink-0 whitespace-nowrap font-medium text-2xs text-warn" data-usual="far-above">
      <TrendingUp aria-hidden className="mr-0.5 inline size-3" />
      {timesText(times)} its usual {formatDuration(usual.figure.median)}
    </span>
  );
}
