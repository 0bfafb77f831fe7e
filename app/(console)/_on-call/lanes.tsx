"use client";
import Link from "next/link";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { LaneUsual } from "@/components/usual/lane-usual";
import { laneTitles, notReachedTexts } from "@/lib/dependencies/lane-words";
import type { Lane } from "@/lib/dependencies/types";
import { dependencyHref } from "@/lib/links/routes";
import { sourceTitles } from "@/lib/upstream/source-titles";
import { useOverview } from "./on-call-context";

/** The dependencies in one strip, each a link to its page; what the rollout has not reached is named below. */
export function Lanes() {
  const { overview } = useOverview();
  const { lanes, range } = overview;
  return (
    <section
      id="lanes"
      tabIndex={-1}
      aria-label="Dependencies"
      className="panel max-md:order-2"
      data-state={lanes.state}
    >
      {lanes.state === "ready" ? (
        <>
          {lanes.value.lanes.length > 0 ? (
            <ul className="grid gap-px overflow-clip rounded-lg bg-line sm:grid-cols-2 xl:auto-cols-fr xl:grid-flow-col">
              {lanes.value.lanes.map((lane) => (
                <LaneItem
                  key={lane.name}
                  lane={lane}
                  href={dependencyHref(lane.name, { range })}
                  atMs={overview.generatedAtMs}
                />
              ))}
            </ul>
          ) : null}
          {lanes.value.notReached.length > 0 ? (
            <p className="px-3 py-1.5 text-ink-3 text-xs" data-testid="not-reached">
              No data in 24 h:{" "}
              {lanes.value.notReached.map((name, index) => (
                <span key={name} title={notReachedTexts[name]}>
                  {index > 0 ? ", " : ""}
                  <Link
                    href={dependencyHref(name, { range })}
                    prefetch={false}
                    className="underline underline-offset-4"
                  >
                    {laneTitles[name]}
                  </Link>
                </span>
              ))}
              . The rollout has not reached them, or nothing used them.
            </p>
          ) : null}
        </>
      ) : (
        <p className="flex items-center gap-2 px-3 py-2 text-ink-2">
          <StateBadge health="unknown" bare />
          {lanes.state === "error"
            ? `Dependencies unknown: ${sourceTitles[lanes.failure.source]} does not answer. ${lanes.failure.message}`
            : "Dependencies unknown: not asked yet."}
        </p>
      )}
    </section>
  );
}

function LaneItem({ lane, href, atMs }: { lane: Lane; href: ReturnType<typeof dependencyHref>; atMs: number }) {
  const detail = lane.reasons.join(" ");
  return (
    <li id={`lane-${lane.name}`} data-lane={lane.name} data-health={lane.health} className="min-w-0 bg-surface">
      <Link
        href={href}
        prefetch={false}
        title={detail || `${laneTitles[lane.name]}: details`}
        className="block h-full px-3 py-1.5 hover:bg-hover"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="font-medium">{laneTitles[lane.name]}</span>
          <StateBadge health={lane.health} word={lane.word} bare />
        </span>
        <span className="tabular flex items-baseline justify-between gap-2 text-ink-2 text-xs">
          <span className="min-w-0 truncate">{detail || lane.figure || "no figure"}</span>
          {lane.sampledAtMs === null ? null : (
            <SampleAge atMs={lane.sampledAtMs} renderedAtMs={atMs} className="shrink-0 text-ink-3" />
          )}
        </span>
        <span className="block min-h-4 truncate text-2xs text-ink-3">
          <LaneUsual lane={lane} />
        </span>
      </Link>
    </li>
  );
}
