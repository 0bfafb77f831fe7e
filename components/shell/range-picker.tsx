"use client";
import clsx from "clsx";
import Link, { useLinkStatus } from "next/link";
import { useSearchParams } from "next/navigation";
import { onCallHref } from "@/lib/links/routes";
import { defaultRange, isRangeKey, type RangeKey, rangeKeys } from "@/lib/ranges/ranges";

/** The range lives in the URL; the rest of the URL stays. */
export function RangePicker() {
  const search = useSearchParams();
  const asked = search.get("range") ?? "";
  const current = isRangeKey(asked) ? asked : defaultRange;
  const kept = {
    route: search.get("route"),
    filter: search.get("filter") ?? "",
    sort: search.get("sort") ?? "",
    events: search.get("events"),
  };
  return (
    <nav aria-label="Range" className="flex rounded-md bg-canvas p-0.5 md:mx-1">
      {rangeKeys.map((range) => (
        <Link
          key={range}
          href={onCallHref({ range, ...kept })}
          prefetch={false}
          scroll={false}
          data-range={range}
          aria-current={range === current ? "true" : undefined}
          className={clsx(
            "flex h-7 flex-1 items-center justify-center rounded px-2 text-[0.8125rem] max-md:h-9 md:min-w-9",
            range === current ? "bg-surface font-semibold text-ink shadow-card" : "text-ink-2 hover:text-ink",
          )}
        >
          <RangeLabel range={range} />
        </Link>
      ))}
    </nav>
  );
}

function RangeLabel({ range }: { range: RangeKey }) {
  const { pending } = useLinkStatus();
  return <span className={pending ? "animate-pulse text-accent" : undefined}>{range}</span>;
}
