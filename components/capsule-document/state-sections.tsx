import clsx from "clsx";
import type { ReactNode } from "react";
import { type Column, FigureTable } from "@/components/ui/figure-table";
import { healthText } from "@/components/ui/health";
import { HealthIcon } from "@/components/ui/health-icon";
import { StatTile } from "@/components/ui/stat-tile";
import { StateBadge } from "@/components/ui/state-badge";
import type { ValueOf } from "@/lib/capsule/schema";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import { routeHref } from "@/lib/links/routes";
import { ageAt, ConsoleLink, each, Fine, LeftOut, orDash, Section, type SectionProps } from "./bits";

export function VerdictSection({ capsule, context }: SectionProps): ReactNode {
  const options = { id: "verdict", title: "Verdict when frozen", empty: "No verdict.", isOfFreezing: true, context };
  return (
    <Section {...options} part={capsule.verdict}>
      {({ health, word, clauses, unknowns, limits, witnesses }) => (
        <>
          <p className={clsx("flex items-center gap-2 font-bold text-xl tracking-tight", healthText[health])}>
            <HealthIcon health={health} className="size-6" /> {word}
          </p>
          <ul className="text-[0.9375rem] leading-6">
            {each(clauses, (clause) => (
              <li>
                <StateBadge health={clause.health} bare /> {clause.text}
              </li>
            ))}
          </ul>
          <ul className="space-y-1 text-ink-2">
            {each(witnesses, (witness) => (
              <li>
                <StateBadge health={witness.health} word={`${witness.name} ${witness.word}`} bare /> {witness.detail}
              </li>
            ))}
            {each(unknowns, (text) => (
              <li>Not known: {text}</li>
            ))}
          </ul>
          <details>
            <summary>Limits that were applied</summary>
            <ul className="space-y-1 text-ink-2">
              {each(limits, (text) => (
                <li>{text}</li>
              ))}
            </ul>
          </details>
        </>
      )}
    </Section>
  );
}

export function TilesSection({ capsule, context }: SectionProps): ReactNode {
  const options = { id: "tiles", title: "Key figures when frozen", empty: "No figures.", isOfFreezing: true, context };
  return (
    <Section {...options} part={capsule.tiles}>
      {(found) => (
        <div className="grid grid-cols-2 gap-2 lg:grid-cols-4">
          {each(found, (tile) => (
            <StatTile
              {...tile}
              name={tile.title}
              age={tile.sampledAtMs === null ? null : `sample ${ageAt(tile.sampledAtMs, context)}`}
              sparkline={[]}
            />
          ))}
        </div>
      )}
    </Section>
  );
}

type Route = ValueOf<"routes">["rows"][number];

export function RoutesSection({ capsule, context }: SectionProps): ReactNode {
  const columns = (comparison: string): Column<Route>[] => [
    {
      title: "Route",
      cell: ({ name, health, reasons }) => (
        <>
          <StateBadge health={health} bare />{" "}
          <ConsoleLink path={routeHref(name)} context={context}>
            {name}
          </ConsoleLink>{" "}
          <span className="text-ink-3 text-xs">{reasons.join(" ")}</span>
        </>
      ),
    },
    { title: "req/s", cell: ({ ratePerSecond }) => formatPerSecond(ratePerSecond) },
    { title: "Errors", cell: ({ errorRatio }) => formatPercent(errorRatio) },
    { title: "p50", wide: true, cell: ({ p50Ms }) => orDash(p50Ms, formatDuration) },
    { title: "p95", cell: ({ p95Ms }) => orDash(p95Ms, formatDuration) },
    { title: "p99", wide: true, cell: ({ p99Ms }) => orDash(p99Ms, formatDuration) },
    { title: "Time spent", wide: true, cell: ({ impactShare }) => orDash(impactShare, formatPercent) },
    { title: `p95 ${comparison}`, wide: true, cell: ({ earlierP95Ms }) => orDash(earlierP95Ms, formatDuration) },
  ];
  const empty = "No request was counted in this window. That is not zero: nothing was measured.";
  return (
    <Section id="routes" title="Routes" part={capsule.routes} empty={empty} context={context}>
      {({ rows, leftOut, comparison }) => (
        <>
          <FigureTable label="Routes" columns={columns(comparison)} rows={rows} keyOf={({ name }) => name} />
          <LeftOut count={leftOut} what="routes with less to say were" />
        </>
      )}
    </Section>
  );
}

export function LanesSection({ capsule, context }: SectionProps): ReactNode {
  const empty = "No dependency has data.";
  const options = { id: "lanes", title: "Dependencies when frozen", empty, isOfFreezing: true, context };
  return (
    <Section {...options} part={capsule.lanes}>
      {({ lanes, notReached, windowMs }) => (
        <>
          <ul className="space-y-1">
            {each(lanes, ({ title, health, word, figure, reasons, sampledAtMs }) => (
              <li>
                <StateBadge health={health} word={word} bare /> <b>{title}</b>, last {formatAge(windowMs)}:{" "}
                {figure ?? "no figure"}{" "}
                <span className="text-ink-3 text-xs">
                  {reasons.join(" ")}
                  {sampledAtMs === null ? "" : ` Sample ${ageAt(sampledAtMs, context)}.`}
                </span>
              </li>
            ))}
          </ul>
          {notReached.length > 0 ? <Fine>No data in the 24 h before: {notReached.join(", ")}.</Fine> : null}
        </>
      )}
    </Section>
  );
}
