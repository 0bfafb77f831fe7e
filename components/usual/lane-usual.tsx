"use client";
import type { LaneName } from "@/lib/dependencies/types";
import { formatDuration } from "@/lib/format/quantity";
import { usualKey } from "@/lib/usual/usual-key";
import { usualTitle } from "@/lib/usual/words";
import { useUsual } from "./use-usual";

/** The measures of a lane that have a usual figure, with what stands before each. */
const measures: Record<LaneName, { label: string; key: string }[]> = {
  database: [{ label: "p95 usually", key: usualKey({ what: "lane-p95", service: "database" }) }],
  b2: [{ label: "p95 usually", key: usualKey({ what: "lane-p95", service: "b2" }) }],
  push: ["APNs", "FCM"].map((service) => ({
    label: `${service} p95 usually`,
    key: usualKey({ what: "lane-p95", service }),
  })),
  jobs: [{ label: "the oldest usually waits", key: usualKey({ what: "jobs-wait" }) }],
};

/** What is usual for a dependency; nothing where nobody knows. */
export function LaneUsual({ lane }: { lane: LaneName }) {
  const usual = useUsual();
  if (usual.state !== "ready") return null;
  const { basis, figures } = usual.value;
  const known = measures[lane].flatMap(({ label, key }) => {
    const figure = figures[key];
    return figure ? [{ text: `${label} ${formatDuration(figure.median)}`, figure }] : [];
  });
  const [first] = known;
  if (!first) return null;
  return (
    <span data-usual="known" title={known.map(({ figure }) => usualTitle(figure, basis, formatDuration)).join("\n")}>
      {known.map(({ text }) => text).join(", ")}
    </span>
  );
}
