import clsx from "clsx";
import Link from "next/link";
import { tracesHref } from "@/lib/links/routes";

/** Lists of the last hour that need no search typed. */
export const traceLists = ["newest", "slowest", "failed", "routes"] as const;
export type TraceListName = (typeof traceLists)[number];

const titles: Record<TraceListName, string> = {
  newest: "Newest",
  slowest: "Slowest",
  failed: "Failed",
  routes: "One of each route",
};

export function ListTabs({ current }: { current: TraceListName }) {
  return (
    <nav aria-label="Lists" className="-mr-2 flex flex-wrap gap-0.5">
      {traceLists.map((list) => (
        <Link
          key={list}
          href={tracesHref({ list: list === "newest" ? null : list })}
          prefetch={false}
          scroll={false}
          aria-current={list === current ? "page" : undefined}
          className={clsx("control", list === current && "bg-accent-tint font-medium text-accent")}
        >
          {titles[list]}
        </Link>
      ))}
    </nav>
  );
}
