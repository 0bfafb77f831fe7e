import { Skeleton } from "@/components/ui/skeleton";

export default function TriggersLoading() {
  return (
    <div className="mx-auto max-w-6xl" role="status">
      <p className="px-1 pt-2 font-semibold text-xl">Migration triggers</p>
      <p className="sr-only">Reading samples and evidence from the console's database.</p>
      <Skeleton className="mt-3 h-24" />
      <Skeleton className="mt-3 h-72" />
      <Skeleton className="mt-3 h-64" />
    </div>
  );
}
