import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { pageActor } from "@/components/auth/page-actor";
import { EventToggles } from "@/components/timeline/event-toggles";
import { PageTimeline } from "@/components/timeline/page-timeline";
import { OutLink } from "@/components/ui/out-link";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { TraceSkeleton } from "@/components/ui/panel-skeletons";
import { RangeLinks } from "@/components/ui/range-links";
import { RouteName } from "@/components/ui/route-name";
import { dashboardLink, routeVariables } from "@/lib/links/grafana";
import { readOnCallParams } from "@/lib/links/on-call-params";
import { onCallHref, routeHref } from "@/lib/links/routes";
import type { RangeKey } from "@/lib/ranges/ranges";
import { rangeKeys } from "@/lib/ranges/ranges";
import { loadRoute } from "@/lib/routes/load-route";
import { loadRouteTraces } from "@/lib/routes/load-route-traces";
import { env } from "@/lib/runtime/env";
import { RouteTracesView } from "./_route/route-traces-view";
import { RouteView } from "./_route/route-view";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { route } = readOnCallParams(await searchParams);
  return { title: `${route ?? "Routes"} - honeyDue`, icons: { icon: "/state-unknown.svg" } };
}

export default async function RoutePage({ searchParams }: Props) {
  await pageActor();
  const { range, route } = readOnCallParams(await searchParams);
  if (route === null) redirect(onCallHref({ range, anchor: "routes" }));
  const { GRAFANA_PUBLIC_URL: grafana, JAEGER_PUBLIC_URL: jaeger } = env();
  const inGrafana = { from: `now-${range}`, to: "now", variables: routeVariables(route) };
  return (
    <div className="flex flex-col gap-2 md:gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="min-w-0 px-1 text-xl [overflow-wrap:anywhere]">
          <RouteName name={route} />
        </h1>
        <div className="flex flex-wrap items-center gap-1 max-md:w-full">
          <Link href={onCallHref({ range })} prefetch={false} className="control">
            On-call
          </Link>
          <OutLink link={dashboardLink(grafana, "red", inGrafana)} label={`${route} in Grafana`} text="Grafana" />
          <RangeLinks ranges={rangeKeys} current={range} hrefOf={(key) => routeHref(route, { range: key })} />
        </div>
      </div>
      <PageTimeline range={range}>
        <EventToggles />
        <RouteView key={`${route} ${range}`} initial={await loadRoute({ route, range })} grafana={grafana} />
      </PageTimeline>
      <PanelBoundary name="The traces of this route">
        <Suspense key={`${route} ${range}`} fallback={<TraceSkeleton title="Traces of this route" kind="slow" />}>
          <LoadedTraces route={route} range={range} bases={{ grafana, jaeger }} />
        </Suspense>
      </PanelBoundary>
    </div>
  );
}

type LoadedProps = {
  route: string;
  range: RangeKey;
  bases: { grafana: string | undefined; jaeger: string | undefined };
};

async function LoadedTraces({ route, range, bases }: LoadedProps) {
  return <RouteTracesView initial={await loadRouteTraces({ route, range })} bases={bases} />;
}
