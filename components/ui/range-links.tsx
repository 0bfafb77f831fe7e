import clsx from "clsx";
import type { Route } from "next";
import Link from "next/link";

type Props<Key extends string> = {
  ranges: readonly Key[];
  current: Key;
  hrefOf: (range: Key) => Route;
  className?: string;
};

/** The ranges of a page or a chart as links; the range lives in the URL. */
export function RangeLinks<Key extends string>({ ranges, current, hrefOf, className = "max-md:w-full" }: Props<Key>) {
  return (
    <nav aria-label="Range" className={clsx("flex rounded-md bg-hover p-0.5", className)}>
      {ranges.map((range) => (
        <Link
          key={range}
          href={hrefOf(range)}
          prefetch={false}
          scroll={false}
          aria-current={range === current ? "true" : undefined}
          className={clsx(
            "flex h-7 flex-1 items-center justify-center rounded px-2 text-[0.8125rem] max-md:h-9 md:min-w-9",
            range === current ? "bg-surface font-semibold text-ink shadow-card" : "text-ink-2 hover:text-ink",
          )}
        >
          {range}
        </Link>
      ))}
    </nav>
  );
}
