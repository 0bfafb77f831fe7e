"use client";
import { X } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useMemo } from "react";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { waits } from "@/components/ui/waits";
import { formatAge } from "@/lib/format/quantity";
import { compareHref, onCallHref } from "@/lib/links/routes";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { useOnCall, useOverview } from "./on-call-context";
import { RouteTable } from "./route-table";
import { filterRoutes, sortRoutes } from "./route-table-view";
import { RouteTools } from "./route-tools";
import { useTableState } from "./use-table-state";

/** Which window the table is over, and that the verdict looks at another one. */
function WindowsNote({ range, verdictMs }: { range: RangeKey; verdictMs: number }) {
  const differs = secondsOf(range) * 1000 !== verdictMs;
  return (
    <span data-windows>
      , last {range}
      {differs ? ` (the verdict: last ${formatAge(verdictMs)})` : ""}
    </span>
  );
}

/** Rate, errors and duration of every route, with where the time goes. */
export function RoutePanel() {
  const { route } = useOnCall();
  const { overview, refetch } = useOverview();
  const { sort, filter, setSort, setFilter } = useTableState();
  const shownFilter = useDeferredValue(filter);
  const all = overview.routes.state === "ready" ? overview.routes.value : null;
  const rows = useMemo(() => (all ? sortRoutes(filterRoutes(all, shownFilter), sort) : []), [all, shownFilter, sort]);
  const count = all === null ? "" : rows.length === all.length ? `${all.length}` : `${rows.length} of ${all.length}`;
  return (
    <Panel
      id="routes"
      label="Routes"
      className="xl:col-start-1"
      title={
        <>
          Routes{" "}
          <span className="font-normal text-ink-3 text-xs">
            {count}
            {all === null ? null : <WindowsNote range={overview.range} verdictMs={overview.verdictWindowMs} />}
          </span>
        </>
      }
      aside={
        <div className="flex flex-wrap items-center gap-2 max-md:w-full">
          {route ? (
            <Link
              href={onCallHref({ range: overview.range, filter })}
              scroll={false}
              prefetch={false}
              className="control bg-accent-tint text-accent"
            >
              Charts: {route}
              <X aria-label="show all routes" className="size-3.5" />
            </Link>
          ) : null}
          <Link href={compareHref(null)} prefetch={false} className="control">
            Compare
          </Link>
          {all ? <RouteTools filter={filter} setFilter={setFilter} sort={sort} setSort={setSort} /> : null}
        </div>
      }
    >
      {all === null ? (
        <MeasuredNotice
          measured={overview.routes}
          empty={`No request was measured in the last ${overview.range}. That is not zero: nothing was measured.`}
          waits={waits.metrics}
          stillHolds="Traces and the probe do not depend on it and still hold."
          retry={() => refetch()}
        />
      ) : rows.length === 0 ? (
        <div className="flex items-center gap-2 px-3 pt-1 pb-4 text-ink-2">
          No route matches "{shownFilter}".
          <button type="button" className="control text-accent" onClick={() => setFilter("")}>
            Show all {all.length}
          </button>
        </div>
      ) : (
        <RouteTable rows={rows} sort={sort} setSort={setSort} />
      )}
    </Panel>
  );
}
