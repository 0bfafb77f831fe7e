import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageActor } from "@/components/auth/page-actor";
import { EventToggles } from "@/components/timeline/event-toggles";
import { PageTimeline } from "@/components/timeline/page-timeline";
import { RangeLinks } from "@/components/ui/range-links";
import { laneTitles } from "@/lib/dependencies/lane-words";
import { loadLane } from "@/lib/dependencies/load-lane";
import { isLaneName } from "@/lib/dependencies/types";
import { readOnCallParams } from "@/lib/links/on-call-params";
import { dependencyHref } from "@/lib/links/routes";
import { rangeKeys } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { LaneNav } from "./_lane/lane-nav";
import { LaneView } from "./_lane/lane-view";

type Props = {
  params: Promise<{ lane: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lane } = await params;
  const title = isLaneName(lane) ? laneTitles[lane] : "No such page";
  return { title: `${title} - honeyDue`, icons: { icon: "/state-unknown.svg" } };
}

export default async function LanePage({ params, searchParams }: Props) {
  await pageActor();
  const { lane } = await params;
  if (!isLaneName(lane)) notFound();
  const { range } = readOnCallParams(await searchParams);
  const detail = await loadLane(lane, { range });
  const { GRAFANA_PUBLIC_URL: grafana, JAEGER_PUBLIC_URL: jaeger } = env();
  return (
    <div className="flex flex-col gap-2 md:gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="px-1 font-semibold text-xl">{laneTitles[lane]}</h1>
        <RangeLinks ranges={rangeKeys} current={range} hrefOf={(key) => dependencyHref(lane, { range: key })} />
      </div>
      <LaneNav current={lane} range={range} />
      <PageTimeline range={range}>
        <EventToggles />
        <LaneView key={`${lane} ${range}`} initial={detail} bases={{ grafana, jaeger }} />
      </PageTimeline>
    </div>
  );
}
