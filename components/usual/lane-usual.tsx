"use client";
import clsx from "clsx";
import type { Lane } from "@/lib/dependencies/types";
import { formatDuration } from "@/lib/format/quantity";
import { standingOfMs } from "@/lib/usual/compare-usual";
import { usualKey } from "@/lib/usual/usual-key";
import { usualMsText, usualTitle } from "@/lib/usual/words";
import { useUsual } from "./use-usual";

type Measure = { label: string; key: string; nowMs: number | null };

/** The measures of a lane that can have a usual figure, with what stands before each. */
function measuresOf({ name, services }: Pick<Lane, "name" | "services">): Measure[] {
  if (name === "jobs") return [{ label: "the oldest waits", key: usualKey({ what: "jobs-wait" }), nowMs: null }];
  return services.map(({ name: service, p95Ms }) => ({
    label: services.length > 1 ? `${service} p95` : "p95",
    key: usualKey({ what: "lane-p95", service }),
    nowMs: p95Ms,
  }));
}

/** A dependency against what is usual for it; nothing where nobody knows. */
export function LaneUsual({ lane }: { lane: Pick<Lane, "name" | "services"> }) {
  const usual = useUsual();
  if (usual.state !== "ready") return null;
  const { basis, figures } = usual.value;
  return measuresOf(lane).flatMap(({ label, key, nowMs }) => {
    const figure = figures[key];
    if (!figure) return [];
    const isFar = nowMs !== null && standingOfMs(nowMs, figure).kind === "far-above";
    return (
      <span
        key={key}
        data-usual={isFar ? "far-above" : "known"}
        title={usualTitle(figure, basis, formatDuration)}
        className={clsx("mr-2", isFar && "font-medium text-warn")}
      >
        {label} {usualMsText(nowMs, figure)}
      </span>
    );
  });
}
