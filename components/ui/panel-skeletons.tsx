import type { ReactNode } from "react";
import type { SeriesMetric, TraceKind } from "@/lib/oncall/types";
import { Skeleton } from "./skeleton";

type FrameProps = { title: string; children: ReactNode; className?: string } & Record<`data-${string}`, string>;

function Frame({ title, children, className = "", ...data }: FrameProps) {
  return (
    <div {...data} className={`panel ${className}`} aria-busy="true">
      <p className="flex min-h-10 items-center px-3 pt-2 pb-1 font-semibold text-ink-3">
        {title}
        <span className="sr-only"> is loading</span>
      </p>
      {children}
    </div>
  );
}

export function ChartSkeleton({ title, metric }: { title: string; metric: SeriesMetric }) {
  return (
    <Frame title={title} data-chart={metric} data-state="loading">
      <Skeleton className="mx-3 h-3 w-2/3" />
      <Skeleton className="mx-3 mt-3 mb-3 h-[11.5rem]" />
    </Frame>
  );
}

export function TraceSkeleton({ title, kind }: { title: string; kind: TraceKind }) {
  return (
    <Frame title={title} data-traces={kind} data-state="loading">
      <div className="min-h-52 space-y-3 px-3">
        {["w-3/4", "w-2/3", "w-5/6", "w-1/2", "w-2/3"].map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
          <Skeleton key={index} className={`h-6 ${width}`} />
        ))}
      </div>
      <div className="h-7 border-line border-t" />
    </Frame>
  );
}

/** The page while even the overview is still being asked for. */
export function OnCallSkeleton() {
  return (
    <div className="space-y-2 md:space-y-3">
      <div className="panel flex min-h-28 items-center px-4 text-ink-2 md:min-h-24" role="status">
        Asking VictoriaMetrics, Jaeger and the API. This takes 5 seconds at most.
      </div>
      <div className="grid grid-cols-2 gap-2 md:gap-3 lg:grid-cols-4">
        {["Rate", "Errors", "p95 latency", "Newest sample"].map((title) => (
          <Frame key={title} title={title} className="h-[5.75rem]">
            <Skeleton className="mx-3 h-6 w-24" />
          </Frame>
        ))}
      </div>
      <div className="grid gap-2 md:gap-3 lg:grid-cols-3">
        <ChartSkeleton title="Requests by status" metric="rate" />
        <ChartSkeleton title="Error ratio" metric="errors" />
        <ChartSkeleton title="Latency" metric="latency" />
      </div>
    </div>
  );
}
