"use client";
import { SampleAge } from "@/components/ui/sample-age";
import { StateIcon } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import type { Witness, Witnesses } from "@/lib/oncall/types";

const titles: Record<Witness["name"], string> = { scrape: "Scrape", spans: "Spans", probe: "Probe" };

/** The three witnesses of liveness, each with what it saw. */
export function WitnessList({ witnesses, renderedAtMs }: { witnesses: Witnesses; renderedAtMs: number }) {
  return (
    <ul
      id="witnesses"
      tabIndex={-1}
      aria-label="Witnesses of liveness"
      className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem]"
    >
      {witnesses.list.map((witness) => (
        <li
          key={witness.name}
          data-witness={witness.name}
          data-health={witness.health}
          title={witness.detail}
          className="flex items-center gap-1.5"
        >
          <StateIcon health={witness.health} className="size-3.5" />
          <span>
            <span className="text-ink-2">{titles[witness.name]}</span>{" "}
            <span className="font-medium">{witness.word}</span>{" "}
            <span className="text-ink-3">
              <Evidence witness={witness} renderedAtMs={renderedAtMs} />
            </span>
          </span>
          <span className="sr-only">{witness.detail}</span>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ witness, renderedAtMs }: { witness: Witness; renderedAtMs: number }) {
  if (witness.latencyMs !== null) return formatDuration(witness.latencyMs);
  if (witness.ageMs === null) return null;
  const atMs = renderedAtMs - witness.ageMs;
  return <SampleAge atMs={atMs} renderedAtMs={renderedAtMs} className="tabular inline-block min-w-14" />;
}
