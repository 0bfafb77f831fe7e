import { Suspense } from "react";
import { pageActor } from "@/components/auth/page-actor";
import { EventsPanel } from "@/components/timeline/events-panel";
import { eventsInTime, PageTimeline } from "@/components/timeline/page-timeline";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { mayManage } from "@/lib/actor/actor";
import { readOnCallParams } from "@/lib/links/on-call-params";
import { loadOverview } from "@/lib/oncall/load-overview";
import type { Overview } from "@/lib/oncall/types";
import type { PageWindow } from "@/lib/ranges/page-window";
import type { RangeKey } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { settledWithin } from "@/lib/upstream/settled-within";
import { DocumentState } from "./_on-call/document-state";
import { Lanes } from "./_on-call/lanes";
import { OnCallProvider } from "./_on-call/on-call-context";
import { OnCallSkeleton } from "./_on-call/on-call-skeleton";
import { PathStrip } from "./_on-call/path-strip";
import { RoutePanel } from "./_on-call/route-panel";
import { SeriesSection } from "./_on-call/series-section";
import { SetUpPanel } from "./_on-call/set-up-panel";
import { Tiles } from "./_on-call/tiles";
import { TraceSection } from "./_on-call/trace-section";
import { VerdictPanel } from "./_on-call/verdict-panel";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Answers within this are in the first paint; slower ones stream into a skeleton that says what is being asked. */
const firstPaintMs = 900;
/** The overview itself waits so long for a program that hangs, and says that it has not answered yet. */
const patienceMs = 700;

export default async function OnCallPage({ searchParams }: Props) {
  const actor = await pageActor();
  const { range, ...shown } = readOnCallParams(await searchParams);
  const overview = loadOverview({ range, patienceMs });
  const events = eventsInTime(range);
  const early = await settledWithin(overview, firstPaintMs);
  const canAcknowledge = mayManage(actor);
  return (
    <>
      {early !== null ? (
        <OnCall overview={early} events={events} {...shown} canAcknowledge={canAcknowledge} />
      ) : (
        <Suspense fallback={<OnCallSkeleton />}>
          <LateOnCall overview={overview} events={events} {...shown} canAcknowledge={canAcknowledge} />
        </Suspense>
      )}
      <SetUpPanel actor={actor} />
    </>
  );
}

type Shown = { route: string | null; window: PageWindow | null };
type OnCallProps = Shown & { overview: Overview; events: ReturnType<typeof eventsInTime>; canAcknowledge: boolean };

async function LateOnCall({ overview, ...rest }: Omit<OnCallProps, "overview"> & { overview: Promise<Overview> }) {
  return <OnCall overview={await overview} {...rest} />;
}

function OnCall({ overview, events, route, window, canAcknowledge }: OnCallProps) {
  const { GRAFANA_PUBLIC_URL: grafana, JAEGER_PUBLIC_URL: jaeger, DOZZLE_PUBLIC_URL: dozzle } = env();
  const { range } = overview;
  return (
    <OnCallProvider
      initial={overview}
      route={route}
      window={window}
      bases={{ grafana, jaeger, dozzle }}
      canAcknowledge={canAcknowledge}
    >
      <DocumentState />
      <h1 className="sr-only">On-call</h1>
      <PageTimeline range={range} events={events}>
        <OnCallGrid range={range} route={route} window={window} />
      </PageTimeline>
    </OnCallProvider>
  );
}

function OnCallGrid({ range, route, window }: Shown & { range: RangeKey }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 md:gap-3 xl:grid-cols-[minmax(0,1fr)_21.5rem] xl:grid-rows-[auto_auto_auto_1fr]">
      <div className="flex flex-col gap-2 md:gap-3 xl:col-span-2">
        <PanelBoundary name="The verdict">
          <VerdictPanel />
        </PanelBoundary>
        <PanelBoundary name="The paths">
          <PathStrip />
        </PanelBoundary>
        <PanelBoundary name="The key figures">
          <Tiles />
        </PanelBoundary>
        <PanelBoundary name="The dependencies">
          <Lanes />
        </PanelBoundary>
      </div>
      <SeriesSection range={range} route={route} window={window} />
      <div className="xl:col-start-2 xl:row-span-2 xl:row-start-2">
        <TraceSection range={range} window={window} />
      </div>
      <div className="min-w-0 xl:col-start-1 xl:row-span-2 xl:row-start-3">
        <PanelBoundary name="The routes">
          <RoutePanel />
        </PanelBoundary>
      </div>
      <div className="xl:col-start-2 xl:row-start-4">
        <PanelBoundary name="What changed">
          <EventsPanel />
        </PanelBoundary>
      </div>
    </div>
  );
}
