import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { EventToggles } from "@/components/timeline/event-toggles";
import { PageTimeline } from "@/components/timeline/page-timeline";
import { PanelNotice } from "@/components/ui/panel-notice";
import { mayManage } from "@/lib/actor/actor";
import { defaultTriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { toHistoryRange } from "@/lib/ranges/history-ranges";
import { loadTriggerThresholds } from "@/lib/settings/load-trigger-thresholds";
import { loadMemoryHistory } from "@/lib/triggers/load-memory-history";
import { loadTriggers } from "@/lib/triggers/load-triggers";
import { failureOf } from "@/lib/web/failure";
import { ClickhouseCard } from "./_triggers/clickhouse-card";
import { FailureDomainCard } from "./_triggers/failure-domain-card";
import { History } from "./_triggers/history";
import { MemoryCard } from "./_triggers/memory-card";
import { MemoryPanel } from "./_triggers/memory-panel";
import { ThresholdsForm } from "./_triggers/thresholds-form";
import { VerdictLine } from "./_triggers/verdict-line";

export const metadata: Metadata = { title: "Triggers - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const load = (range: ReturnType<typeof toHistoryRange>) => {
  const nowMs = Date.now();
  return Promise.all([loadTriggers(nowMs), loadMemoryHistory(range, nowMs), loadTriggerThresholds()]);
};

export default async function TriggersPage({ searchParams }: Props) {
  const actor = await pageActor();
  const range = toHistoryRange((await searchParams).range);
  const loaded = await load(range).catch((error: unknown) => failureOf(error, { path: "/triggers" }));
  if (!Array.isArray(loaded)) return <Unreadable reason={loaded.message} />;
  const [report, memory, thresholds] = loaded;
  const mayChange = mayManage(actor);
  const at = report.generatedAtMs;
  const firing = (name: string) => report.open.find(({ trigger }) => trigger === name);
  return (
    <div className="mx-auto max-w-6xl space-y-3">
      <div className="px-1 pt-2">
        <h1 className="font-semibold text-xl">Migration triggers</h1>
        <p className="text-ink-2">
          When to move the stack off 88oakappsUpdate. Any one of the three is enough; until then it stays.
        </p>
      </div>
      <VerdictLine report={report} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-3">
        <MemoryCard status={report.memory} firing={firing("memory")} atMs={at} />
        <ClickhouseCard status={report.clickhouse} firing={firing("clickhouse")} atMs={at} mayChange={mayChange} />
        <FailureDomainCard
          status={report.failureDomain}
          firing={firing("failure-domain")}
          atMs={at}
          mayChange={mayChange}
        />
      </div>
      <PageTimeline range={range}>
        <EventToggles />
        <MemoryPanel series={memory} range={range} thresholds={thresholds} />
      </PageTimeline>
      <History firings={report.history} />
      <ThresholdsForm saved={thresholds} plan={defaultTriggerThresholds} mayChange={mayChange} />
    </div>
  );
}

function Unreadable({ reason }: { reason: string }) {
  return (
    <div className="panel mx-auto mt-3 max-w-6xl">
      <h1 className="sr-only">Migration triggers</h1>
      <PanelNotice health="unknown" title="Cannot tell: the console's database cannot be read">
        The samples and the history of the triggers are in it. On-call and traces do not depend on it. {reason} Load
        this page again when the database answers.
      </PanelNotice>
    </div>
  );
}
