import clsx from "clsx";
import Link from "next/link";
import { type BudgetRange, budgetRanges } from "@/lib/resources/ranges";
import { budgetHref } from "@/lib/routes";

/** The range of the page; it lives in the URL. */
export function RangeLinks({ current }: { current: BudgetRange }) {
  return (
    <nav aria-label="Range" className="flex rounded-md border border-line bg-surface p-0.5 max-md:w-full">
      {budgetRanges.map((range) => (
        <Link
          key={range}
          href={budgetHref({ range })}
          prefetch={false}
          scroll={false}
          aria-current={range === current ? "true" : undefined}
          className={clsx(
            "flex h-7 flex-1 items-center justify-center rounded px-2.5 text-[0.8125rem] max-md:h-9",
            range === current ? "bg-accent-tint font-semibold text-ink" : "text-ink-2 hover:text-ink",
          )}
        >
          {range}
        </Link>
      ))}
    </nav>
  );
}
