import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { tokenHref } from "@/lib/links/routes";
import { rangeKeys } from "@/lib/ranges/ranges";
import type { UsageSeries } from "@/lib/tokens/load-usage-series";
import { UsageChart } from "./usage-chart";

/** Requests over time, one line per scope and source. */
export function UsagePanel({ series, publicId }: { series: UsageSeries; publicId: string }) {
  const isKnown = series.lines.some(({ requests }) => requests.some((value) => value !== null));
  return (
    <Panel
      id="usage"
      title={
        <>
          Requests <span className="font-normal text-ink-3 text-xs">per {series.stepMs / 60_000} min, by source</span>
        </>
      }
      aside={
        <nav aria-label="Range" className="flex">
          {rangeKeys.map((key) => (
            <Link
              key={key}
              href={tokenHref(publicId, key)}
              prefetch={false}
              aria-current={key === series.range ? "true" : undefined}
              className="control aria-[current=true]:bg-accent-tint aria-[current=true]:font-medium aria-[current=true]:text-accent"
            >
              {key}
            </Link>
          ))}
        </nav>
      }
    >
      {isKnown ? (
        <UsageChart series={series} />
      ) : (
        <PanelNotice title="No request in this range, as far as the gate's log shows." />
      )}
    </Panel>
  );
}
