import { ReasonForm } from "@/components/form/reason-form";
import { Moment } from "@/components/ui/moment";
import { SampleAge } from "@/components/ui/sample-age";
import type { Firing, TriggersReport } from "@/lib/triggers/types";
import { acknowledgeClickhouseAction } from "../actions";
import { Facts, TriggerCard } from "./trigger-card";

type Props = {
  status: TriggersReport["clickhouse"];
  firing: Firing | undefined;
  atMs: number;
  mayChange: boolean;
};

/** OOM kills of PostHog's ClickHouse, and what the console can know of them. */
export function ClickhouseCard({ status, firing, atMs, mayChange }: Props) {
  const { kills, acknowledgedKills, windowDays, lastKillAtMs, coveredSinceMs, reliesOn, cannotTell } = status.gauge;
  const blind = cannotTell !== null && status.state !== "move" && kills === 0;
  return (
    <TriggerCard name="clickhouse" status={status}>
      {firing && mayChange ? (
        <ReasonForm
          action={acknowledgeClickhouseAction}
          label="Acknowledge with a reason"
          hint="These kills then no longer count; a new one fires again. It stays in the history."
          button="Acknowledge"
          done="Acknowledged"
        />
      ) : null}
      <Facts
        rows={[
          [`Kills in ${windowDays} days`, blind ? "not known" : `${kills}`],
          ["Acknowledged of them", blind ? "not known" : `${acknowledgedKills}`],
          ["Newest", lastKillAtMs === null ? "none seen" : <Moment key="newest" atMs={lastKillAtMs} />],
          ["Watched since", coveredSinceMs === null ? "not yet" : <Moment key="since" atMs={coveredSinceMs} />],
          [
            "Read",
            status.sampledAtMs === null ? (
              "never"
            ) : (
              <SampleAge key="read" atMs={status.sampledAtMs} renderedAtMs={atMs} />
            ),
          ],
          [
            "Relies on",
            <span key="relies" className="text-xs">
              {reliesOn}
            </span>,
          ],
        ]}
      />
      {cannotTell ? (
        <p className="border-line border-t px-3 py-2 text-ink-3 text-xs">Cannot tell: {cannotTell}</p>
      ) : null}
    </TriggerCard>
  );
}
