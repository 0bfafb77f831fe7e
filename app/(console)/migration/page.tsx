import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { LookButton } from "@/components/form/look-button";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { mayManage } from "@/lib/actor/actor";
import { loadMigration } from "@/lib/migration/load-migration";
import { EndedPanel } from "./_migration/ended-panel";
import { FlightPanel } from "./_migration/flight-panel";
import { LampsPanel } from "./_migration/lamps-panel";
import { PlanPanel } from "./_migration/plan-panel";
import { ReadinessItemRow } from "./_migration/readiness-item";
import { RecordPanel } from "./_migration/record-panel";
import { RehearseButton } from "./_migration/rehearse-button";
import { RunbookPanel } from "./_migration/runbook-panel";
import { lookNowAction } from "./actions";

export const metadata: Metadata = { title: "Migration - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function MigrationPage() {
  const actor = await pageActor();
  const migration = await loadMigration();
  const { items, flight, go, plan, hosts, move, rehearsal, ended, generatedAtMs } = migration;
  const mayChange = mayManage(actor);
  const met = items.filter(({ health }) => health === "ok").length;
  return (
    <div className="mx-auto max-w-6xl space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-2 px-1 pt-2">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl">Migration</h1>
          <p className="max-w-prose text-ink-2">
            Moving the stack to another box: what is ready, what it would cost, and how a cutover stands. The plan
            claims 30 minutes.
          </p>
        </div>
        <p className="flex items-center gap-1 text-ink-3 text-xs">
          Looked <SampleAge atMs={hosts.lookedAtMs} renderedAtMs={generatedAtMs} />
          <LookButton action={lookNowAction} />
        </p>
      </div>
      <FlightPanel flight={flight} go={go} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
        <PlanPanel plan={plan} target={hosts.target} mayChange={mayChange} />
        <Panel id="rehearsal" title="Rehearsal">
          <RecordPanel record={rehearsal} nowMs={generatedAtMs} none="It has not been rehearsed." />
          <RehearseButton
            may={mayChange && migration.mayRehearse}
            newest={rehearsal ? { startedAtMs: rehearsal.startedAtMs, isRunning: rehearsal.state === "running" } : null}
            command={migration.rehearseCommand}
          />
        </Panel>
      </div>
      <Panel
        id="readiness"
        title="Readiness"
        aside={
          <span className="text-ink-3 text-xs">
            {met} of {items.length}
          </span>
        }
      >
        <ul className="divide-y divide-line border-line border-t">
          {items.map((item) => (
            <ReadinessItemRow key={item.code} item={item} mayChange={mayChange} />
          ))}
        </ul>
      </Panel>
      <LampsPanel migration={migration} mayFinalize={mayChange && plan !== null && move?.state === "finished"} />
      <Panel id="move" title="The move">
        <RecordPanel record={move} nowMs={generatedAtMs} none="The script has not moved anything yet." />
      </Panel>
      <RunbookPanel steps={migration.runbook} />
      <EndedPanel ended={ended} />
    </div>
  );
}
