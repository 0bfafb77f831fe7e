import { Skeleton } from "@/components/ui/skeleton";

export default function BudgetLoading() {
  return (
    <div className="space-y-2 md:space-y-3" role="status">
      <p className="px-1 font-semibold text-xl">Budget</p>
      <p className="sr-only">Reading the samples of memory and disk.</p>
      <Skeleton className="h-40" />
      <Skeleton className="h-72" />
      <div className="grid gap-2 md:gap-3 xl:grid-cols-2">
        <Skeleton className="h-60" />
        <Skeleton className="h-60" />
      </div>
    </div>
  );
}
