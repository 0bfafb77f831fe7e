"use client";
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { getOwnJson } from "@/components/client/get-own-json";
import { alertsApiPath } from "@/lib/links/api-paths";

type Count = { open: number; gravest: "info" | "warn" | "bad" | null };
const everyMs = 15_000;
const tints = { bad: "bg-bad text-surface", warn: "bg-warn text-surface", info: "bg-line-strong text-ink" };

/** How many alerts are open, beside the name of their page; none says nothing. */
export function AlertCount({ className }: { className?: string }) {
  const { data } = useQuery<Count>({
    queryKey: ["alert-count"],
    queryFn: ({ signal }) => getOwnJson<Count>(alertsApiPath(), signal),
    staleTime: everyMs,
    refetchInterval: everyMs,
  });
  if (!data || data.open === 0) return null;
  return (
    <span
      data-alert-count={data.open}
      title={data.gravest === null ? "all of them acknowledged" : undefined}
      className={clsx(
        "tabular min-w-4 rounded-full px-1 text-center font-semibold text-2xs",
        tints[data.gravest ?? "info"],
        className,
      )}
    >
      {data.open}
      <span className="sr-only"> open{data.gravest === null ? ", acknowledged" : ""}</span>
    </span>
  );
}
