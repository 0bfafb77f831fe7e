import type { ReactNode } from "react";
import type { Capsule } from "@/lib/capsule/schema";
import { Badge, each } from "./bits";
import { CapsuleLineChart } from "./line-chart";

/** All charts with the events marked; those without data are named, since no data is not zero. */
export function ChartsSection({ capsule: { charts, events } }: { capsule: Capsule }): ReactNode {
  const marks = events.state === "known" ? events.value.events : [];
  const missing = charts.filter(({ part }) => part.state === "nothing").map(({ title }) => title);
  return (
    <section id="capsule-charts" data-part="charts">
      <h2>Charts</h2>
      <p className="source">Gaps are times without samples.{marks.length > 0 ? " Triangles mark events." : ""}</p>
      <div className="charts">
        {each(charts, ({ title, part }) =>
          part.state === "known" ? <CapsuleLineChart title={title} chart={part.value} events={marks} /> : null,
        )}
      </div>
      <ul className="plain">
        {each(charts, ({ title, part }) =>
          part.state === "unknown" ? (
            <li>
              <Badge health="unknown" /> {title}: unknown. {part.reason}
            </li>
          ) : null,
        )}
      </ul>
      {missing.length > 0 ? <p className="source">No data in this window: {missing.join(", ")}.</p> : null}
    </section>
  );
}
