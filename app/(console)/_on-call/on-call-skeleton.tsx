import { ChartSkeleton, SkeletonFrame } from "@/components/ui/panel-skeletons";
import { Skeleton } from "@/components/ui/skeleton";

/** The page while even the overview is still being asked for. */
export function OnCallSkeleton() {
  return (
    <div className="space-y-2 md:space-y-3">
      <div className="panel flex min-h-28 items-center px-4 text-ink-2 md:min-h-24" role="status">
        Asking VictoriaMetrics, Jaeger and the API. This takes 5 seconds at most.
      </div>
      <div className="grid grid-cols-2 gap-2 md:gap-3 lg:grid-cols-4">
        {["Rate", "Errors", "p95 latency", "Newest sample"].map((title) => (
          <SkeletonFrame key={title} title={title} className="h-[5.75rem]">
            <Skeleton className="mx-3 h-6 w-24" />
          </SkeletonFrame>
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
