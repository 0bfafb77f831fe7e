import { Skeleton } from "@/components/ui/skeleton";

export default function MigrationLoading() {
  return (
    <div className="mx-auto max-w-6xl space-y-3" aria-busy="true">
      <h1 className="px-1 pt-2 font-semibold text-xl">Migration</h1>
      <p role="status" className="px-1 text-ink-2">
        Asking resolvers and both boxes. This takes a few seconds.
      </p>
      <Skeleton className="h-24" />
      <Skeleton className="h-96" />
    </div>
  );
}
