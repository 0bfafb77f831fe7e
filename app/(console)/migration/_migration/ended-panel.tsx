import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/quantity";
import type { EndedPlan, MeasuredMove } from "@/lib/migration/load-plans";

const textOf = ({ recordId, tookMs, gapMs, totalBytes }: MeasuredMove) =>
  [
    `Moved ${totalBytes === null ? "the data" : formatBytes(totalBytes)}`,
    tookMs === null ? null : `in ${formatDuration(tookMs)}`,
    gapMs === null ? null : `with a gap of ${formatDuration(gapMs)}`,
    `(record ${recordId}).`,
  ]
    .filter((part) => part !== null)
    .join(" ");

/** Plans that ended, and how. */
export function EndedPanel({ ended }: { ended: readonly EndedPlan[] }) {
  if (ended.length === 0) return null;
  return (
    <Panel id="ended" title="Earlier plans">
      <ul className="space-y-1 px-3 pb-3 text-[0.8125rem]">
        {ended.map(({ id, targetAddress, plannedBy, plannedAtMs, endedBy, endedAtMs, outcome, measured }) => (
          <li key={id}>
            {targetAddress}: planned by {plannedBy}, <Moment atMs={plannedAtMs} />; {outcome} by {endedBy},{" "}
            <Moment atMs={endedAtMs} />
            {measured ? <span className="text-ink-2">. {textOf(measured)}</span> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
