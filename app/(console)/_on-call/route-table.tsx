"use client";
import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ComponentType, useEffect, useState } from "react";
import type { RouteRed } from "@/lib/red/types";
import { useOverview } from "./on-call-context";
import { columnHints, columnTitles, firstRows, virtualFrom } from "./route-columns";
import { RouteRow } from "./route-row";
import { nextSort, type Sort, type SortKey } from "./route-table-view";
import type { VirtualRows } from "./virtual-rows";

type Props = { rows: readonly RouteRed[]; sort: Sort; setSort: (sort: Sort) => void };

const columns: { key: SortKey; className: string }[] = [
  { key: "route", className: "text-left pl-3" },
  { key: "rate", className: "w-16" },
  { key: "errors", className: "w-[4.5rem]" },
  { key: "p50", className: "w-[4.5rem]" },
  { key: "p95", className: "w-[4.5rem]" },
  { key: "p99", className: "w-[4.5rem]" },
  { key: "impact", className: "w-28" },
  { key: "change", className: "w-24" },
];

/** The table on a desktop; the same rows are cards on a phone. */
export function RouteTable({ rows, sort, setSort }: Props) {
  const { overview } = useOverview();
  const { comparison } = overview;
  const Virtual = useVirtualRows(rows.length > virtualFrom);
  return (
    <table
      className="w-full text-right text-[0.8125rem] max-md:block md:table-fixed"
      aria-label={`Routes, last ${overview.range}`}
      aria-rowcount={rows.length + 1}
    >
      <thead className="text-ink-3 text-xs max-md:hidden">
        <tr>
          {columns.map(({ key, className }) => (
            <th
              key={key}
              scope="col"
              aria-sort={sort.key === key ? (sort.descending ? "descending" : "ascending") : undefined}
              className={clsx("sticky top-12 z-10 border-line border-b bg-surface px-1 font-medium", className)}
            >
              <button
                type="button"
                title={key === "change" ? `p95 against ${comparison.label}` : columnHints[key]}
                onClick={() => setSort(nextSort(sort, key))}
                className={clsx(
                  "inline-flex h-8 items-center gap-0.5 whitespace-nowrap hover:text-ink",
                  sort.key === key && "text-ink",
                )}
              >
                {key === "change" ? changeTitle(comparison.kind) : columnTitles[key]}
                {sort.key === key ? (
                  sort.descending ? (
                    <ArrowDown aria-hidden className="size-3" />
                  ) : (
                    <ArrowUp aria-hidden className="size-3" />
                  )
                ) : null}
              </button>
            </th>
          ))}
          <th
            scope="col"
            className="sticky top-12 z-10 w-20 border-line border-b bg-surface px-2 text-left font-medium"
          >
            Trend
          </th>
          <th scope="col" className="sticky top-12 z-10 w-[6.75rem] border-line border-b bg-surface pr-3 font-medium">
            <span className="sr-only">Links</span>
          </th>
        </tr>
      </thead>
      {Virtual ? (
        <Virtual rows={rows} />
      ) : (
        <tbody className="max-md:block">
          {rows.slice(0, rows.length > virtualFrom ? firstRows : virtualFrom).map((row, index) => (
            <RouteRow key={row.name} row={row} index={index} />
          ))}
        </tbody>
      )}
    </table>
  );
}

function changeTitle(kind: "week" | "just-before" | "none"): string {
  return kind === "week" ? "vs a week ago" : kind === "just-before" ? "vs just before" : "vs earlier";
}

/** The virtual list loads only where there are many rows. */
function useVirtualRows(wanted: boolean): ComponentType<Parameters<typeof VirtualRows>[0]> | null {
  const [rows, setRows] = useState<typeof VirtualRows | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let mounted = true;
    import("./virtual-rows").then((module) => mounted && setRows(() => module.VirtualRows));
    return () => {
      mounted = false;
    };
  }, [wanted]);
  return wanted ? rows : null;
}
