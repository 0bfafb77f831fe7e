import { Skeleton } from "@/components/ui/skeleton";

function Frame({ title, children, className = "" }: { title: string; children: React.ReactNode; className?: string }) {
  return (
    <div className={`panel ${className}`} aria-busy="true">
      <p className="flex min-h-10 items-center px-3 pt-2 pb-1 font-semibold text-ink-3">
        {title}
        <span className="sr-only"> is loading</span>
      </p>
      {children}
    </div>
  );
}

export function ChartSkeleton({ title }: { title: string }) {
  return (
    <Frame title={title}>
      <Skeleton className="mx-3 h-3 w-2/3" />
      <Skeleton className="mx-3 mt-3 mb-3 h-[10.5rem]" />
    </Frame>
  );
}

export function TraceSkeleton({ title }: { title: string }) {
  return (
    <Frame title={title}>
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
        {["Requests by status", "Error ratio", "Latency"].map((title) => (
          <ChartSkeleton key={title} title={title} />
        ))}
      </div>
    </div>
  );
}
