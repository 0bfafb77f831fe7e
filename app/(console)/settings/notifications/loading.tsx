import { Skeleton } from "@/components/ui/skeleton";

export default function NotificationsLoading() {
  return (
    <div className="mx-auto max-w-4xl" role="status">
      <p className="px-1 pt-2 font-semibold text-xl">Notifications</p>
      <p className="sr-only">Reading channels and alerts from the console's database.</p>
      <Skeleton className="mt-3 h-48" />
      <Skeleton className="mt-3 h-64" />
    </div>
  );
}
