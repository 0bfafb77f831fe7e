"use client";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import type { PodsReport } from "@/lib/pods/types";
import { PodItem } from "./pod-item";

/** Every pod with its figures; on a wide screen they stand below each other to be compared. */
export function PodList({ report, retry }: { report: PodsReport; retry: () => void }) {
  const { pods, range } = report;
  const drawn = report.charts.find(({ series }) => series.state === "ready")?.series;
  const lines = drawn?.state === "ready" ? drawn.value.lines.map(({ name }) => name) : [];
  return (
    <Panel
      id="pods"
      title="Pods"
      aside={<span className="text-ink-3 text-xs">requests over the last {range}, the rest as last seen</span>}
    >
      {pods.state === "ready" ? (
        <ul>
          {pods.value.map((pod) => (
            <PodItem key={pod.id} pod={pod} line={lines.indexOf(pod.name)} range={range} atMs={report.generatedAtMs} />
          ))}
        </ul>
      ) : (
        <MeasuredNotice
          measured={pods}
          empty={`No scrape of the API arrived in the last ${range}. Is vmagent running, and is its token valid?`}
          stillHolds="Traces do not depend on it and still hold."
          retry={retry}
        />
      )}
      <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">{versionsText(report)}</p>
    </Panel>
  );
}

function versionsText({ versions }: PodsReport): string {
  if (versions.state === "loading") return "Versions unknown: Jaeger is still being asked.";
  if (versions.state === "error") return `Versions unknown: ${versions.failure.message}`;
  if (versions.state !== "ready" || versions.value.versions.length === 0) {
    return "Versions unknown: no trace of the last hour carries service.version and host.name.";
  }
  const { traces } = versions.value;
  const found = versions.value.versions.map(({ host, version }) => `${version} on ${host}`);
  return `service.version in the newest ${traces} traces: ${found.join(", ")}.`;
}
