import { Skeleton } from "@/components/ui/skeleton";

export default function AuditLoading() {
  return (
    <div className="mx-auto max-w-6xl" role="status">
      <p className="px-1 pt-2 font-semibold text-xl">Audit</p>
      <p className="sr-only">Reading the audit log from the console's database.</p>
      <Skeleton className="mt-8 h-20" />
      <Skeleton className="mt-3 h-96" />
    </div>
  );
}
