"use client";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { LaneUsual } from "@/components/usual/lane-usual";
import { UsualBasis } from "@/components/usual/usual-basis";
import { laneTitles, notReachedTexts } from "@/lib/dependencies/lane-words";
import type { LaneDetail } from "@/lib/dependencies/types";
import { formatAge } from "@/lib/format/quantity";

/** The lane's state with its reasons and the limits that it was held against. */
export function LaneState({ detail }: { detail: LaneDetail }) {
  const lane = detail.lane.state === "ready" ? detail.lane.value : null;
  const health = lane?.health ?? "unknown";
  return (
    <section
      aria-label={`State of ${laneTitles[detail.name]}`}
      data-lane={detail.name}
      data-health={health}
      className="panel px-3 py-2"
    >
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <StateBadge health={health} word={lane?.word ?? (detail.lane.state === "ready" ? "no data yet" : undefined)} />
        {lane?.figure ? <span className="tabular font-semibold text-base">{lane.figure}</span> : null}
        <span className="text-ink-2 text-xs">{lane ? <LaneUsual lane={lane} /> : null}</span>
        <span className="text-ink-3 text-xs">
          last {formatAge(detail.windowMs)}, VictoriaMetrics
          {lane?.sampledAtMs ? (
            <>
              {", sample "}
              <SampleAge atMs={lane.sampledAtMs} renderedAtMs={detail.generatedAtMs} suffix=" old" />
            </>
          ) : null}
        </span>
      </p>
      <ul className="mt-1 space-y-0.5 text-ink-2" data-testid="lane-reasons">
        {lane?.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {detail.lane.state === "error" ? <li>{detail.lane.failure.message}</li> : null}
        {detail.lane.state === "ready" && lane === null ? <li>{notReachedTexts[detail.name]}</li> : null}
      </ul>
      <p className="mt-1 text-ink-3 text-xs">
        {detail.limits.join(" ")} <UsualBasis />
      </p>
    </section>
  );
}
