import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import { claimedMs, type Flight, type judgeGo } from "@/lib/migration/judge/judge-flight";
import { goWords } from "@/lib/migration/words";
import { FigureList } from "./figure-rows";

type Props = { flight: Flight; go: ReturnType<typeof judgeGo> };
const time = (ms: number | null) => (ms === null ? "not known" : formatDuration(ms));

/** What a move would cost now, and whether to begin. */
export function FlightPanel({ flight, go }: Props) {
  const { warmCopyMs, gapMs, totalMs, queueUsedRatio, queueHours, spansLost } = flight;
  return (
    <Panel
      id="flight"
      title="Go or no-go"
      aside={<StateBadge health={go.go ? "ok" : "warn"} word={go.go ? "Go" : "No-go"} />}
    >
      <div className="grid gap-x-6 gap-y-2 px-3 pb-3 md:grid-cols-2">
        <FigureList
          rows={[
            ["All of it", `${time(totalMs)}; the plan claims ${formatDuration(claimedMs)}`],
            ["Copy while the stack runs", time(warmCopyMs)],
            ["Gap: neither box takes data", time(gapMs)],
            [
              "Metrics in the gap",
              queueUsedRatio === null
                ? "not known: vmagent does not tell of its queue"
                : `none lost: fills ${(queueUsedRatio * 100).toFixed(2)} % of vmagent's queue${queueHours === null ? "" : `, which lasts ${queueHours.toFixed(0)} h`}`,
            ],
            [
              "Traces in the gap",
              spansLost === null
                ? "not known"
                : spansLost === 0
                  ? "none lost: exporters try for 30 s"
                  : `about ${spansLost} spans lost`,
            ],
            ["Traces after it", "none lost: the old gate passes on"],
          ]}
        />
        {go.reasons.length > 0 ? (
          <ul className="list-disc space-y-0.5 pl-5 text-[0.8125rem] text-ink-2" aria-label="What stands in the way">
            {go.reasons.map((reason) => (
              <li key={reason}>{goWords[reason]}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </Panel>
  );
}
