"use client";
import clsx from "clsx";
import Link from "next/link";
import { Clock } from "@/components/ui/clock";
import { StateIcon } from "@/components/ui/state-badge";
import { runbookHref, storedHref } from "@/lib/links/routes";
import type { FindingView } from "@/lib/oncall/types";
import { useOverview } from "./on-call-context";

/** Nobody reads on: what many routes share is one cause, and the table of routes has each of them. */
const causesMax = 20;
const consequencesMax = 10;

/** What each cause leaves standing and what to do; its consequences under it; then what is only worth knowing. */
export function FindingList() {
  const { overview } = useOverview();
  const leftOut = overview.findingsLeftOut;
  const causes = overview.findings.filter(({ because, severity }) => because === null && severity !== "info");
  const notes = overview.findings.filter(({ because, severity }) => because === null && severity === "info");
  if (causes.length + notes.length === 0) return null;
  const causesInAll = causes.length + leftOut.causes;
  return (
    <div id="findings" tabIndex={-1} className="mt-1.5 space-y-1 text-[0.8125rem]">
      {causes.length > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer text-ink-2">
            What still holds, and what to do ({causesInAll})
          </summary>
          <ul className="mt-1 space-y-1.5">
            {causes.slice(0, causesMax).map((finding) => (
              <Cause
                key={finding.key}
                finding={finding}
                consequences={overview.findings.filter(({ because }) => because === finding.key)}
                consequencesLeftOut={leftOut.consequences[finding.key] ?? 0}
              />
            ))}
            {causesInAll > causesMax ? (
              <li className="text-ink-2">
                and {causesInAll - causesMax} more:{" "}
                <a href="#routes" className="underline decoration-line-strong underline-offset-4">
                  the table of routes
                </a>{" "}
                has each.
              </li>
            ) : null}
          </ul>
        </details>
      ) : null}
      {notes.length > 0 ? (
        <ul aria-label="Worth knowing" className="space-y-0.5 text-ink-2">
          {notes.map((note) => (
            <li key={note.key} data-note={note.code}>
              <EvidenceLink finding={note} />
            </li>
          ))}
          {leftOut.notes > 0 ? <li>and {leftOut.notes} more like these.</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

type CauseProps = { finding: FindingView; consequences: readonly FindingView[]; consequencesLeftOut: number };

function Cause({ finding, consequences, consequencesLeftOut }: CauseProps) {
  const { words, severity, phase, sinceMs } = finding;
  const health = severity === "info" ? "ok" : phase === "recovering" ? "warn" : severity;
  return (
    <li data-finding={finding.code} data-phase={phase} className="border-line border-l-2 pl-2">
      <p className="flex items-start gap-1.5 font-medium">
        <StateIcon health={health} className="mt-0.5 size-3.5" />
        <span>
          <EvidenceLink finding={finding} />
          {sinceMs === null ? null : (
            <span className="font-normal text-ink-3">
              {" "}
              since <Clock atMs={sinceMs} />
            </span>
          )}
        </span>
      </p>
      <p className="text-ink-2">
        {words.holds} <span className="text-ink">{words.toDo}</span>{" "}
        <Link
          href={runbookHref(words.runbook)}
          prefetch={false}
          className="whitespace-nowrap text-accent underline underline-offset-2"
        >
          Step by step
        </Link>
      </p>
      {consequences.length > 0 ? (
        <p className="text-ink-3">Its consequences: {listOf(consequences, consequencesLeftOut)}.</p>
      ) : null}
    </li>
  );
}

/** "a; b; and 12 more" */
function listOf(findings: readonly FindingView[], leftOut: number): string {
  const shown = findings
    .slice(0, consequencesMax)
    .map(({ words }) => words.headline)
    .join("; ");
  const more = Math.max(0, findings.length - consequencesMax) + leftOut;
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

/** The sentence, as a link where the finding has evidence on a page. */
function EvidenceLink({ finding }: { finding: FindingView }) {
  const href = finding.evidence.find((figure) => figure.href !== null)?.href;
  if (!href) return finding.words.headline;
  return (
    <Link
      href={storedHref(href)}
      prefetch={false}
      className={clsx("underline-offset-4 hover:underline", "decoration-line-strong")}
    >
      {finding.words.headline}
    </Link>
  );
}
