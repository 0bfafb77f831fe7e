import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import type { EndedPlan } from "@/lib/migration/plan-move";

/** Plans that ended, and how. */
export function EndedPanel({ ended }: { ended: readonly EndedPlan[] }) {
  if (ended.length === 0) return null;
  return (
    <Panel id="ended" title="Earlier plans">
      <ul className="space-y-1 px-3 pb-3 text-[0.8125rem]">
        {ended.map(({ id, targetAddress, plannedBy, plannedAtMs, endedBy, endedAtMs, outcome }) => (
          <li key={id}>
            {targetAddress}: planned by {plannedBy}, <Moment atMs={plannedAtMs} />; {outcome} by {endedBy},{" "}
            <Moment atMs={endedAtMs} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
