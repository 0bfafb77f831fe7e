import { Skeleton } from "@/components/ui/skeleton";

export default function TokensLoading() {
  return (
    <div role="status">
      <p className="px-1 pb-2 font-semibold text-xl">Tokens</p>
      <p className="sr-only">Reading the tokens from the console's database.</p>
      <Skeleton className="h-72" />
    </div>
  );
}
