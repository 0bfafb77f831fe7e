"use client";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Clock } from "@/components/ui/clock";
import { healthText } from "@/components/ui/health";
import { SampleAge } from "@/components/ui/sample-age";
import { StateIcon } from "@/components/ui/state-badge";
import { storedHref } from "@/lib/links/routes";
import type { Hop, Path } from "@/lib/oncall/diagnosis/types";
import { hopWord, pathTitles, placeTitles } from "@/lib/oncall/diagnosis/words/hops";
import type { FindingView } from "@/lib/oncall/types";
import { useOverview } from "./on-call-context";

/** The ways that data takes, hop by hop: where it breaks is seen before anything is read. Each hop opens its evidence. */
export function PathStrip() {
  const { overview } = useOverview();
  const byKey = new Map(overview.findings.map((finding) => [finding.key, finding]));
  return (
    <section id="paths" tabIndex={-1} aria-label="Paths of the data" className="panel px-2 py-1 max-md:order-1 md:px-3">
      {overview.paths.map((path) => (
        <PathLine key={path.name} path={path} byKey={byKey} renderedAtMs={overview.generatedAtMs} />
      ))}
    </section>
  );
}

type LineProps = { path: Path; byKey: ReadonlyMap<string, FindingView>; renderedAtMs: number };

function PathLine({ path, byKey, renderedAtMs }: LineProps) {
  return (
    <div className="flex items-baseline gap-2 text-[0.8125rem] max-md:flex-col max-md:gap-0">
      <h3 className="w-24 shrink-0 whitespace-nowrap text-ink-3 text-xs md:px-1">{pathTitles[path.name]}</h3>
      <ol data-path={path.name} className="flex min-w-0 flex-wrap items-center">
        {path.hops.map((hop, index) => (
          <li key={hop.place} className="flex items-center">
            {index > 0 ? <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3" /> : null}
            <HopLink
              hop={hop}
              finding={hop.finding === null ? null : (byKey.get(hop.finding) ?? null)}
              renderedAtMs={renderedAtMs}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

function HopLink({ hop, finding, renderedAtMs }: { hop: Hop; finding: FindingView | null; renderedAtMs: number }) {
  return (
    <Link
      href={storedHref(hop.href)}
      prefetch={false}
      data-hop={hop.place}
      data-health={hop.health}
      data-finding={finding?.code}
      title={finding ? `${finding.words.headline}. ${finding.words.holds}` : `${placeTitles[hop.place]}: evidence`}
      className={clsx(
        "flex min-h-6 items-center gap-1 rounded px-1 hover:bg-hover max-md:min-h-8",
        finding && healthText[hop.health],
      )}
    >
      <StateIcon health={hop.health} className="size-3.5" />
      <span className={clsx(finding && "font-semibold")}>
        {placeTitles[hop.place]}
        {finding ? ` ${hopWord(finding.code)}` : ""}
      </span>
      {finding?.sinceMs ? (
        <span className="tabular">
          since <Clock atMs={finding.sinceMs} />
        </span>
      ) : hop.atMs !== null && hop.place !== "console" ? (
        <SampleAge
          atMs={hop.atMs}
          renderedAtMs={renderedAtMs}
          suffix=""
          className="tabular inline-block min-w-7 text-ink-3"
        />
      ) : null}
    </Link>
  );
}
