import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { EventToggles } from "@/components/timeline/event-toggles";
import { PageTimeline } from "@/components/timeline/page-timeline";
import { RangeLinks } from "@/components/ui/range-links";
import { readOnCallParams } from "@/lib/links/on-call-params";
import { podsHref } from "@/lib/links/routes";
import { loadPods } from "@/lib/pods/load-pods";
import { rangeKeys } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { PodsView } from "./_pods/pods-view";

export const metadata: Metadata = { title: "Pods - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PodsPage({ searchParams }: Props) {
  await pageActor();
  const { range } = readOnCallParams(await searchParams);
  const report = await loadPods({ range });
  return (
    <div className="space-y-2 md:space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="px-1 font-semibold text-xl">Pods</h1>
        <RangeLinks ranges={rangeKeys} current={range} hrefOf={(key) => podsHref({ range: key })} />
      </div>
      <PageTimeline range={range}>
        <EventToggles />
        <PodsView key={range} initial={report} grafana={env().GRAFANA_PUBLIC_URL} />
      </PageTimeline>
    </div>
  );
}
