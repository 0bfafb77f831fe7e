import type { Route } from "next";
import Link from "next/link";
import { OutLink } from "@/components/ui/out-link";
import { Panel } from "@/components/ui/panel";
import { dozzleLink } from "@/lib/links/dozzle";
import { dashboardLink } from "@/lib/links/grafana";
import { jaegerLink } from "@/lib/links/jaeger-ui";
import type { Link as OutsideLink } from "@/lib/links/link";
import { budgetHref, dependencyHref, onCallHref, tokensHref, tracesHref, triggersHref } from "@/lib/links/routes";
import type { DashboardName } from "@/lib/plan/grafana";
import { type ReferenceRow, referenceRows } from "@/lib/plan/reference";
import type { RangeKey } from "@/lib/ranges/ranges";

type Bases = { grafana: string | undefined; jaeger: string | undefined; dozzle: string | undefined };
type Props = { range: RangeKey; bases: Bases };

const places: Record<Exclude<ReferenceRow["place"], "dozzle">, { title: string; href: (range: RangeKey) => Route }> = {
  "on-call": { title: "On-call", href: (range) => onCallHref({ range }) },
  traces: { title: "Traces", href: (range) => tracesHref({ range }) },
  jobs: { title: "Jobs", href: (range) => dependencyHref("jobs", { range }) },
  tokens: { title: "Tokens", href: () => tokensHref() },
  budget: { title: "Budget", href: () => budgetHref() },
  triggers: { title: "Triggers", href: () => triggersHref() },
};

function programOf(program: ReferenceRow["program"], { range, bases }: Props): { title: string; link: OutsideLink } {
  const times = { from: `now-${range}`, to: "now" };
  const dashboard = (title: string, name: DashboardName) => ({
    title,
    link: dashboardLink(bases.grafana, name, times),
  });
  if (program === "jaeger") return { title: "Jaeger", link: jaegerLink(bases.jaeger) };
  if (program === "dozzle") return { title: "Dozzle", link: dozzleLink(bases.dozzle) };
  if (program === "red-dashboard") return dashboard("Grafana RED", "red");
  if (program === "stack-dashboard") return dashboard("Grafana Stack", "stack");
  return dashboard("Grafana Dependencies", "dependencies");
}

/** Each question with the place that answers it, and what answers it while that place is down. */
export function QuestionsPanel(props: Props) {
  return (
    <Panel id="questions" title="What shows up where">
      <ul className="divide-y divide-line border-line border-t">
        {referenceRows.map((row) => {
          const place = row.place === "dozzle" ? null : places[row.place];
          const program = programOf(row.program, props);
          return (
            <li
              key={row.code}
              id={`question-${row.code}`}
              className="grid gap-x-4 gap-y-1 px-3 py-2.5 target:bg-accent-tint md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
            >
              <p className="font-medium">{row.question}</p>
              <p className="flex flex-wrap items-center gap-1">
                {place ? (
                  <Link href={place.href(props.range)} className="control border border-line">
                    {place.title}
                  </Link>
                ) : null}
                <OutLink link={program.link} label={`Open ${program.title}`} text={program.title} />
              </p>
              <p className="text-[0.8125rem] text-ink-2 md:col-span-2">{row.otherwise}</p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
