import { Skeleton } from "@/components/ui/skeleton";

export default function TraceLoading() {
  return (
    <div className="space-y-2 md:space-y-3" role="status" aria-label="Asking Jaeger for the trace">
      <div className="panel h-32 px-4 py-4">
        <Skeleton className="h-6 w-2/3" />
        <Skeleton className="mt-3 h-2 w-full" />
      </div>
      <div className="panel h-96 px-4 py-4 text-ink-3">Asking Jaeger for the trace. This takes 5 seconds at most.</div>
    </div>
  );
}
