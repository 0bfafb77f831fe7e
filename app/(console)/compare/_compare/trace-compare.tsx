import type { Route } from "next";
import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { RouteName } from "@/components/ui/route-name";
import { Skeleton } from "@/components/ui/skeleton";
import { loadTraceCompare } from "@/lib/compare/load-trace-compare";
import { sampleDoubt } from "@/lib/compare/summarize";
import type { TraceSide } from "@/lib/compare/trace-types";
import type { Comparison, WindowPair } from "@/lib/compare/types";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import type { Measured } from "@/lib/measured";
import { AttributePanel } from "./attribute-panel";
import { signedDuration, signedPoints } from "./signed";
import { StatementPanel } from "./statement-panel";

type Props = {
  windows: WindowPair;
  route: string | null;
  allHref: Route;
  /** What the metrics say, to hold the sample against. */
  comparison: Measured<Comparison>;
};

/** What traces say of the two windows; it comes after the rest of the page, and without Jaeger it alone is missing. */
export async function TraceCompare({ windows, route, allHref, comparison }: Props) {
  const read = await loadTraceCompare(windows, route);
  if (read.state !== "ready") {
    const message = read.state === "error" ? read.failure.message : "Nothing was read.";
    return (
      <Panel id="statements" title={<Title route={route} allHref={allHref} />} data-state={read.state}>
        <PanelNotice title="Unknown: Jaeger did not answer.">{message} What metrics say above still holds.</PanelNotice>
      </Panel>
    );
  }
  const found = read.value;
  const counted = comparison.state === "ready" && comparison.value.enough ? comparison.value : null;
  const doubt = counted && found.enough ? sampleDoubt(counted, found, route) : null;
  return (
    <>
      <Panel id="sample" title={<Title route={route} allHref={allHref} />} label="What traces say" data-state="ready">
        {found.enough ? (
          <p className="tabular px-3 pb-1">
            {sideText(found.before)}, then {sideText(found.after)}.
          </p>
        ) : (
          <PanelNotice title="Not enough data">{found.reason} Ranking so few would rank noise.</PanelNotice>
        )}
        {doubt ? (
          <p
            data-testid="sample-doubt"
            className="mx-3 mb-2 rounded-md bg-warn-tint px-3 py-2 text-[0.8125rem] text-warn"
          >
            {doubt}
          </p>
        ) : null}
        <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">{found.looked}</p>
      </Panel>
      {found.enough ? (
        <>
          <StatementPanel ranking={found.statements} before={found.before} after={found.after} />
          <div className="grid items-start gap-2 md:gap-3 lg:grid-cols-2">
            <AttributePanel
              id="attributes-latency"
              title="Attributes of requests, by duration"
              ranking={found.latency}
              show={formatDuration}
              signed={signedDuration}
            />
            <AttributePanel
              id="attributes-errors"
              title="Attributes of requests, by error ratio"
              ranking={found.errors}
              show={formatPercent}
              signed={signedPoints}
            />
          </div>
        </>
      ) : null}
    </>
  );
}

/** Says what is being asked, since reading the traces of two windows takes seconds. */
export function TraceCompareLoading({ route }: { route: string | null }) {
  return (
    <Panel id="sample" title="What traces say" data-state="loading">
      <p className="px-3 text-ink-2" role="status">
        Reading traces of both windows{route ? ` of ${route}` : ""} from Jaeger, eight searches one after the other.
      </p>
      <Skeleton className="mx-3 my-2 h-24" />
    </Panel>
  );
}

function Title({ route, allHref }: { route: string | null; allHref: Route }) {
  if (route === null) return "What traces say, all requests";
  return (
    <>
      What traces say of <RouteName name={route} />{" "}
      <Link href={allHref} prefetch={false} className="font-normal text-accent text-xs underline underline-offset-4">
        all requests
      </Link>
    </>
  );
}

const sideText = ({ requests, meanMs, failed }: TraceSide) =>
  `${requests} requests read, mean ${formatDuration(meanMs)}, ${failed} failed`;
