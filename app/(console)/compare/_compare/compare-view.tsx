import type { Route } from "next";
import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { RouteName } from "@/components/ui/route-name";
import { StateBadge } from "@/components/ui/state-badge";
import { summarizeComparison, type Tendency } from "@/lib/compare/summarize";
import type { Change, CompareReport, Window } from "@/lib/compare/types";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { formatDayTime } from "@/lib/format/time";
import { routeHref } from "@/lib/links/routes";
import type { Health } from "@/lib/measured";
import { Delta } from "./delta";
import { DependencyTable } from "./dependency-table";
import { signedDuration, signedPoints } from "./signed";

const windowText = ({ startMs, endMs }: Window) =>
  `${formatDayTime(startMs, { utc: true })} to ${formatDayTime(endMs, { utc: true })} UTC`;
const count = (value: number) => Math.round(value).toLocaleString("en-US");

type TraceHrefOf = (route: string) => Route;

/** What changed, route by route and dependency by dependency, with the sizes it rests on. */
export function CompareView({ report, traceHrefOf }: { report: CompareReport; traceHrefOf: TraceHrefOf }) {
  const { windows, comparison } = report;
  const found = comparison.state === "ready" ? comparison.value : null;
  return (
    <>
      {found?.enough ? <Summary {...summarizeComparison(found)} /> : null}
      <p className="px-1 text-ink-2 first-letter:uppercase">
        {windows.label}: <span className="tabular">{windowText(windows.before)}</span>
        {found ? ` (${count(found.beforeRequests)} requests)` : ""}, then{" "}
        <span className="tabular">{windowText(windows.after)}</span>
        {found ? ` (${count(found.afterRequests)} requests)` : ""}.
      </p>
      {comparison.state === "error" ? (
        <div className="panel">
          <PanelNotice title="Unknown: VictoriaMetrics did not answer.">{comparison.failure.message}</PanelNotice>
        </div>
      ) : null}
      {found && !found.enough ? (
        <div className="panel" data-testid="not-enough">
          <PanelNotice title="Not enough data">{found.reason} Ranking so few would rank noise.</PanelNotice>
        </div>
      ) : null}
      {found?.enough ? (
        <>
          <ChangePanel
            id="latency"
            title="Mean duration"
            change={found.latency}
            show={formatDuration}
            signed={signedDuration}
            traceHrefOf={traceHrefOf}
          />
          <ChangePanel
            id="errors"
            title="Error ratio"
            change={found.errors}
            show={formatPercent}
            signed={signedPoints}
            traceHrefOf={traceHrefOf}
          />
          <DependencyTable rows={found.dependencies} />
        </>
      ) : null}
    </>
  );
}

const tendencyLooks: Record<Tendency, { health: Health; word: string }> = {
  worse: { health: "bad", word: "Worse" },
  mixed: { health: "warn", word: "Worse and better" },
  better: { health: "ok", word: "Better" },
  same: { health: "ok", word: "No change" },
};

/** The one sentence to read first. */
function Summary({ tendency, text }: { tendency: Tendency; text: string }) {
  const { health, word } = tendencyLooks[tendency];
  return (
    <p data-testid="summary" data-tendency={tendency} className="panel px-3 py-2.5 text-[0.9375rem] md:text-lg">
      <StateBadge health={health} word={word} /> <span className="wrap-anywhere">{text}</span>
    </p>
  );
}

type ChangeProps = {
  id: string;
  title: string;
  change: Change;
  show: (value: number) => string;
  signed: (value: number) => string;
  traceHrefOf: TraceHrefOf;
};

function ChangePanel({ id, title, change, show, signed, traceHrefOf }: ChangeProps) {
  const { ranked, rest } = change;
  return (
    <Panel
      id={id}
      title={`${title}: ${show(change.before)}, then ${show(change.after)}`}
      aside={
        <span className="text-xs">
          <Delta value={change.after - change.before} text={signed(change.after - change.before)} />{" "}
          <span className="text-ink-3">in all</span>
        </span>
      }
    >
      {ranked.length === 0 ? (
        <p className="px-3 pb-2 text-ink-2">No route changed by more than chance would bring.</p>
      ) : (
        <ol className="pb-1">
          {ranked.map(({ name, before, after, contribution }) => (
            <li key={name} data-row={name} className="border-line border-t px-3 py-1.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <Link
                  href={routeHref(name)}
                  prefetch={false}
                  className="underline decoration-line-strong underline-offset-4"
                >
                  <RouteName name={name} />
                </Link>
                <Delta value={contribution} text={signed(contribution)} />
              </p>
              <p className="tabular text-ink-3 text-xs">
                {before.value === null ? "not there" : show(before.value)}, then{" "}
                {after.value === null ? "not there" : show(after.value)} · {count(before.requests)}, then{" "}
                {count(after.requests)} requests ·{" "}
                <Link href={traceHrefOf(name)} prefetch={false} className="underline underline-offset-4">
                  its traces
                  <span className="sr-only"> ({name})</span>
                </Link>
              </p>
            </li>
          ))}
        </ol>
      )}
      <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">
        {rest.names} {rest.names === 1 ? "route" : "routes"} with too few requests or within chance:{" "}
        {signed(rest.contribution)} together. All parts add up to the change of the whole.
      </p>
    </Panel>
  );
}
