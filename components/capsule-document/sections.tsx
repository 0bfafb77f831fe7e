import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import type { Capsule } from "@/lib/capsule/schema";
import { type Context, each, Fine } from "./bits";
import { ChartsSection } from "./charts-section";
import { BudgetSection, TriggersSection } from "./host-sections";
import { AlertsSection, AuditSection, EventsSection, ProblemsSection, TraceListSection } from "./record-sections";
import { LanesSection, RoutesSection, TilesSection, VerdictSection } from "./state-sections";
import { TraceArticle } from "./waterfall";

export const contextOf = ({ frozenAtMs, window }: Capsule, consoleUrl: string): Context => ({
  consoleUrl,
  frozenAtMs,
  windowEndMs: window.endMs,
});

/**
 * Everything that was frozen, on the console's page and in the file. Neither hook nor client component is in it, so
 * that the server can write it into a file.
 */
export function CapsuleSections({ capsule, consoleUrl }: { capsule: Capsule; consoleUrl: string }): ReactNode {
  const context = contextOf(capsule, consoleUrl);
  const shared = { capsule, context };
  return (
    <div className="wrap-anywhere grid grid-cols-[minmax(0,1fr)] gap-3">
      <VerdictSection {...shared} />
      <TilesSection {...shared} />
      <ChartsSection capsule={capsule} />
      <RoutesSection {...shared} />
      <LanesSection {...shared} />
      <TraceListSection kind="failed" {...shared} />
      <TraceListSection kind="slow" {...shared} />
      <Panel id="capsule-traces" title="Traces">
        <div className="space-y-1.5 px-3 pb-3">
          <Fine>Values of SQL statements are shown as ?, secrets as [redacted]. Open a span for its attributes.</Fine>
          {capsule.traces.length === 0 ? <p className="text-ink-2">No trace is part of this capsule.</p> : null}
          {each(capsule.traces, (trace) => (
            <TraceArticle trace={trace} context={context} />
          ))}
        </div>
      </Panel>
      <ProblemsSection {...shared} />
      <BudgetSection {...shared} />
      <TriggersSection {...shared} />
      <AlertsSection {...shared} />
      <EventsSection {...shared} />
      <AuditSection {...shared} />
    </div>
  );
}
