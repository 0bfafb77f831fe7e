import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import type { Capsule } from "@/lib/capsule/schema";
import { each, Fine } from "./bits";
import { CapsuleLineChart } from "./line-chart";

/** All charts with the events marked; those without data are named, since no data is not zero. */
export function ChartsSection({ capsule: { charts, events } }: { capsule: Capsule }): ReactNode {
  const marks = events.state === "known" ? events.value.events : [];
  const missing = charts.filter(({ part }) => part.state === "nothing").map(({ title }) => title);
  return (
    <Panel id="capsule-charts" title="Charts" data-part="charts">
      <div className="space-y-1.5 px-3 pb-3">
        <Fine>Gaps are times without samples.{marks.length > 0 ? " Triangles mark events." : ""}</Fine>
        <div className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
          {each(charts, ({ title, part }) =>
            part.state === "known" ? <CapsuleLineChart title={title} chart={part.value} events={marks} /> : null,
          )}
        </div>
        <ul>
          {each(charts, ({ title, part }) =>
            part.state === "unknown" ? (
              <li>
                <StateBadge health="unknown" bare /> {title}: unknown. {part.reason}
              </li>
            ) : null,
          )}
        </ul>
        {missing.length > 0 ? <Fine>No data in this window: {missing.join(", ")}.</Fine> : null}
      </div>
    </Panel>
  );
}
