import { Skeleton } from "@/components/ui/skeleton";

export default function SettingsLoading() {
  return (
    <div className="mx-auto max-w-3xl" role="status">
      <p className="px-1 pt-2 font-semibold text-xl">Settings</p>
      <p className="sr-only">Reading the limits from the console's database.</p>
      <Skeleton className="mt-3 h-96" />
    </div>
  );
}
