import type { ReactNode } from "react";
import type { SeriesMetric } from "@/lib/charts/types";
import type { TraceKind } from "@/lib/traces/types";
import { Skeleton } from "./skeleton";

type FrameProps = { title: string; children: ReactNode; className?: string } & Record<`data-${string}`, string>;

export function SkeletonFrame({ title, children, className = "", ...data }: FrameProps) {
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
    <SkeletonFrame title={title} data-chart={metric} data-state="loading">
      <div className="mt-1 h-5 px-3">
        <Skeleton className="h-3 w-2/3" />
      </div>
      <div className="h-48 px-3 pb-2">
        <Skeleton className="h-full" />
      </div>
    </SkeletonFrame>
  );
}

/** As high as what usually comes: no failed request, and a handful of slow ones. */
const traceLines: Record<TraceKind, readonly string[]> = {
  failed: ["w-3/4"],
  slow: ["w-3/4", "w-2/3", "w-5/6", "w-1/2", "w-3/5"],
};

export function TraceSkeleton({ title, kind }: { title: string; kind: TraceKind }) {
  return (
    <SkeletonFrame title={title} data-traces={kind} data-state="loading">
      <div className={kind === "slow" ? "min-h-52 space-y-3 px-3" : "min-h-10 px-3"}>
        {traceLines[kind].map((width) => (
          <Skeleton key={width} className={`h-6 ${width}`} />
        ))}
      </div>
      <div className="h-7 border-line border-t" />
    </SkeletonFrame>
  );
}
