import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { StateBadge, StateIcon } from "@/components/ui/state-badge";
import type { VerifyReport } from "@/lib/checks/report";
import type { CheckPlace } from "@/lib/checks/types";
import type { CheckRow, VerifyView } from "@/lib/checks/view-report";
import { verifyCommand } from "./no-report";

const titles: Record<CheckPlace, string> = {
  ingest: "Ingest",
  hosts: "Public hosts",
  grafana: "Grafana",
  stores: "Stores",
  limits: "Limits",
  network: "Network",
  host: "Host",
};

function Row({ row }: { row: CheckRow }) {
  return (
    <li className="flex gap-2 border-line border-t px-3 py-2 text-sm first:border-t-0" data-check={row.name}>
      <span className="pt-0.5">
        <StateIcon health={row.health} />
      </span>
      <div className="min-w-0 flex-1 space-y-1">
        <p className="flex flex-wrap justify-between gap-x-3">
          <span>{row.title}</span>
          <span className="text-ink-3 text-xs tabular-nums">
            {row.wellCount} of {row.wellCount + row.faults.length} well
          </span>
        </p>
        {row.faults.map(({ text, next }) => (
          <p key={text} className="break-words">
            {text}
            {next ? <span className="block text-ink-3 text-xs">Next: {next}</span> : null}
          </p>
        ))}
      </div>
    </li>
  );
}

/** The last verification of the deployment, what is wrong first. */
export function ReportView({ report, view }: { report: VerifyReport; view: VerifyView }) {
  const { ok, failed, unknown } = view.counts;
  const word = view.health === "ok" ? "all well" : view.health === "bad" ? `${failed} wrong` : "not known";
  return (
    <>
      <Panel id="verify" title="Last verification" aside={<StateBadge health={view.health} word={word} />}>
        <div className="space-y-2 px-3 pb-3 text-sm">
          <p>
            {report.host}, <Moment atMs={report.finishedAtMs} />: {ok} well, {failed} wrong, {unknown} not known.
            {view.isStale ? " That is more than a day ago, so what was well then counts as not known." : ""}
          </p>
          <p className="flex flex-wrap items-center gap-2">
            <code className="rounded bg-sunken px-2 py-1 text-xs">{verifyCommand}</code>
            <CopyButton text={verifyCommand} what="the command" />
            <span className="text-ink-3 text-xs">verifies again, as root on the host</span>
          </p>
        </div>
      </Panel>
      <div className="grid gap-2 md:gap-3 lg:grid-cols-2">
        {view.places.map(({ place, rows }) => (
          <Panel key={place} id={`verify-${place}`} title={titles[place]}>
            <ul className="pb-1">
              {rows.map((row) => (
                <Row key={row.name} row={row} />
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}
