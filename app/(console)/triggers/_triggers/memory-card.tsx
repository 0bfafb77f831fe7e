import { Moment } from "@/components/ui/moment";
import { SampleAge } from "@/components/ui/sample-age";
import { formatGibibytes } from "@/lib/format/bytes";
import type { Firing, TriggersReport } from "@/lib/triggers/types";
import { MemoryGauge } from "./memory-gauge";
import { Facts, TriggerCard } from "./trigger-card";

type Props = { status: TriggersReport["memory"]; firing: Firing | undefined; atMs: number };

const minutes = (ms: number) => Math.floor(ms / 60_000);

/** The host's available memory against the threshold. */
export function MemoryCard({ status, firing, atMs }: Props) {
  const { now, minimum7d, fireBelowBytes, clearAboveBytes, dwellMs, dwellSoFarMs, projection } = status.gauge;
  const distance = now ? now.bytes - fireBelowBytes : null;
  return (
    <TriggerCard name="memory" status={status}>
      <MemoryGauge gauge={status.gauge} />
      <Facts
        rows={[
          [
            "Now",
            now ? (
              <>
                <span className="font-medium">{formatGibibytes(now.bytes)}</span>{" "}
                <SampleAge atMs={now.atMs} renderedAtMs={atMs} className="text-ink-3 text-xs" />
              </>
            ) : (
              "no sample"
            ),
          ],
          [
            "Lowest in 7 days",
            minimum7d ? (
              <>
                {formatGibibytes(minimum7d.bytes)} <Moment atMs={minimum7d.atMs} className="text-ink-3 text-xs" />
              </>
            ) : (
              "no sample"
            ),
          ],
          ["Fires below", formatGibibytes(fireBelowBytes)],
          [
            "Distance",
            distance === null
              ? "not known"
              : `${formatGibibytes(Math.abs(distance))} ${distance < 0 ? "below" : "above"}`,
          ],
          [
            firing ? `Above ${formatGibibytes(clearAboveBytes)}, to clear` : "Below, to fire",
            `${minutes(dwellSoFarMs)} of ${minutes(dwellMs)} min`,
          ],
          [
            "Would get there",
            <span key="projection">
              {projection.atMs === null ? null : (
                <>
                  <Moment atMs={projection.atMs} className="font-medium" />{" "}
                </>
              )}
              <span className="text-ink-3 text-xs">{projection.text}</span>
            </span>,
          ],
        ]}
      />
    </TriggerCard>
  );
}
