import type { ReactNode } from "react";
import type { Capsule, ValueOf } from "@/lib/capsule/schema";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import { routeHref } from "@/lib/links/routes";
import { ageAt, Badge, type Column, ConsoleLink, type Context, each, LeftOut, orDash, Section, Table } from "./bits";

type Props = { capsule: Capsule; context: Context };

export function VerdictSection({ capsule, context }: Props): ReactNode {
  const options = { id: "verdict", title: "Verdict when frozen", empty: "No verdict.", isOfFreezing: true, context };
  return (
    <Section {...options} part={capsule.verdict}>
      {({ health, word, clauses, unknowns, limits, witnesses }) => (
        <>
          <p className={`verdict ${health}`}>
            <Badge health={health} word={word} />
          </p>
          <ul className="clauses">
            {each(clauses, (clause) => (
              <li>
                <Badge health={clause.health} /> {clause.text}
              </li>
            ))}
          </ul>
          <ul className="plain">
            {each(witnesses, (witness) => (
              <li>
                <Badge health={witness.health} word={`${witness.name} ${witness.word}`} /> {witness.detail}
              </li>
            ))}
            {each(unknowns, (text) => (
              <li>Not known: {text}</li>
            ))}
          </ul>
          <details>
            <summary>Limits that were applied</summary>
            <ul className="plain">
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

export function TilesSection({ capsule, context }: Props): ReactNode {
  const options = { id: "tiles", title: "Key figures when frozen", empty: "No figures.", isOfFreezing: true, context };
  return (
    <Section {...options} part={capsule.tiles}>
      {(found) => (
        <ul className="tiles">
          {each(found, ({ title, health, figure, note, sampledAtMs }) => (
            <li>
              <b>{title}</b> <Badge health={health} />
              <span className="figure">{figure ?? "no figure"}</span>
              <span className="soft">
                {note}
                {sampledAtMs === null ? "" : `; sample ${ageAt(sampledAtMs, context)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function RoutesSection({ capsule, context }: Props): ReactNode {
  const columns: Column<ValueOf<"routes">["rows"][number]>[] = [
    { title: "State", cell: ({ health }) => <Badge health={health} /> },
    {
      title: "Route",
      cell: ({ name, reasons }) => (
        <>
          <ConsoleLink path={routeHref(name)} context={context}>
            {name}
          </ConsoleLink>{" "}
          <span className="soft">{reasons.join(" ")}</span>
        </>
      ),
    },
    { title: "req/s", number: true, cell: ({ ratePerSecond }) => formatPerSecond(ratePerSecond) },
    { title: "Errors", number: true, cell: ({ errorRatio }) => formatPercent(errorRatio) },
    { title: "p50", wide: true, number: true, cell: ({ p50Ms }) => orDash(p50Ms, formatDuration) },
    { title: "p95", number: true, cell: ({ p95Ms }) => orDash(p95Ms, formatDuration) },
    { title: "p99", wide: true, number: true, cell: ({ p99Ms }) => orDash(p99Ms, formatDuration) },
    { title: "Time spent", wide: true, number: true, cell: ({ impactShare }) => orDash(impactShare, formatPercent) },
  ];
  const earlier = (comparison: string): (typeof columns)[number] => ({
    title: `p95 ${comparison}`,
    wide: true,
    cell: ({ earlierP95Ms }) => orDash(earlierP95Ms, formatDuration),
  });
  const empty = "No request was counted in this window. That is not zero: nothing was measured.";
  return (
    <Section id="routes" title="Routes" part={capsule.routes} empty={empty} context={context}>
      {({ rows, leftOut, comparison }) => (
        <>
          <Table columns={[...columns, earlier(comparison)]} rows={rows} />
          <LeftOut count={leftOut} what="routes with less to say were" />
        </>
      )}
    </Section>
  );
}

export function LanesSection({ capsule, context }: Props): ReactNode {
  const columns: Column<ValueOf<"lanes">["lanes"][number]>[] = [
    { title: "State", cell: ({ health, word }) => <Badge health={health} word={word} /> },
    { title: "Dependency", cell: ({ title }) => title },
  ];
  const now = (windowMs: number): (typeof columns)[number] => ({
    title: `Last ${formatAge(windowMs)}`,
    cell: ({ figure, reasons, sampledAtMs }) => (
      <>
        {figure ?? "no figure"}{" "}
        <span className="soft">
          {reasons.join(" ")}
          {sampledAtMs === null ? "" : ` Sample ${ageAt(sampledAtMs, context)}.`}
        </span>
      </>
    ),
  });
  const empty = "No dependency has data.";
  const options = { id: "lanes", title: "Dependencies when frozen", empty, isOfFreezing: true, context };
  return (
    <Section {...options} part={capsule.lanes}>
      {({ lanes, notReached, windowMs }) => (
        <>
          <Table columns={[...columns, now(windowMs)]} rows={lanes} />
          {notReached.length > 0 ? <p className="source">No data yet: {notReached.join(", ")}.</p> : null}
        </>
      )}
    </Section>
  );
}
