import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { AutoRefresh } from "@/components/shell/auto-refresh";
import { EventToggles } from "@/components/timeline/event-toggles";
import { PageTimeline } from "@/components/timeline/page-timeline";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { RangeLinks } from "@/components/ui/range-links";
import { loadBudget } from "@/lib/budget/load-budget";
import { checkGrafana } from "@/lib/health/check-grafana";
import { budgetHref } from "@/lib/links/routes";
import { budgetRanges, defaultBudgetRange, isBudgetRange } from "@/lib/ranges/budget-ranges";
import { AutopsyPanel } from "./_budget/autopsy-panel";
import { BudgetBar } from "./_budget/budget-bar";
import { BudgetChart } from "./_budget/budget-chart";
import { diskLimits, memoryLimits } from "./_budget/chart-limits";
import { HostPanel } from "./_budget/host-panel";
import { LossPanel } from "./_budget/loss-panel";
import { ServiceRows } from "./_budget/service-rows";
import { StoragePanel } from "./_budget/storage-panel";

export const metadata: Metadata = { title: "Budget - honeyDue", icons: { icon: "/state-unknown.svg" } };

/** A sample interval: nothing changes sooner. */
const sampleMs = 15_000;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BudgetPage({ searchParams }: Props) {
  await pageActor();
  const asked = (await searchParams).range;
  const range = typeof asked === "string" && isBudgetRange(asked) ? asked : defaultBudgetRange;
  const [budget, grafana] = await Promise.all([loadBudget({ range }), checkGrafana()]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 md:gap-3 xl:grid-cols-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-1 xl:col-span-2">
        <h1 className="font-semibold text-xl">Budget</h1>
        <RangeLinks ranges={budgetRanges} current={range} hrefOf={(key) => budgetHref({ range: key })} />
        <AutoRefresh everyMs={sampleMs} />
      </div>
      <div className="xl:col-span-2">
        <BudgetBar budget={budget} />
      </div>
      <div className="xl:col-span-2">
        <ServiceRows budget={budget} answers={{ grafana }} />
      </div>
      <PageTimeline range={range}>
        <div className="xl:col-span-2">
          <EventToggles />
        </div>
        <PanelBoundary name="Memory over time">
          <BudgetChart
            id="memory"
            title="Memory"
            unit="highest in each step"
            range={range}
            chart={budget.memoryChart}
            limits={memoryLimits()}
          />
        </PanelBoundary>
        <PanelBoundary name="Disk over time">
          <BudgetChart
            id="disk"
            title="Disk"
            unit="allocated bytes"
            range={range}
            chart={budget.diskChart}
            limits={diskLimits()}
          />
        </PanelBoundary>
      </PageTimeline>
      <LossPanel budget={budget} />
      <AutopsyPanel budget={budget} />
      <StoragePanel budget={budget} />
      <HostPanel budget={budget} />
    </div>
  );
}
