"use client";
import clsx from "clsx";
import Link from "next/link";
import { Clock } from "@/components/ui/clock";
import { StateIcon } from "@/components/ui/state-badge";
import { storedHref } from "@/lib/links/routes";
import type { FindingView } from "@/lib/oncall/types";
import { useOverview } from "./on-call-context";

/** What each cause leaves standing and what to do; its consequences under it; then what is only worth knowing. */
export function FindingList() {
  const { overview } = useOverview();
  const causes = overview.findings.filter(({ because, severity }) => because === null && severity !== "info");
  const notes = overview.findings.filter(({ because, severity }) => because === null && severity === "info");
  if (causes.length + notes.length === 0) return null;
  return (
    <div id="findings" tabIndex={-1} className="mt-1.5 space-y-1 text-[0.8125rem]">
      {causes.length > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer text-ink-2">
            What still holds, and what to do ({causes.length})
          </summary>
          <ul className="mt-1 space-y-1.5">
            {causes.map((finding) => (
              <Cause
                key={finding.key}
                finding={finding}
                consequences={overview.findings.filter(({ because }) => because === finding.key)}
              />
            ))}
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
        </ul>
      ) : null}
    </div>
  );
}

function Cause({ finding, consequences }: { finding: FindingView; consequences: readonly FindingView[] }) {
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
        {words.holds} <span className="text-ink">{words.toDo}</span>
      </p>
      {consequences.length > 0 ? (
        <p className="text-ink-3">Its consequences: {consequences.map((one) => one.words.headline).join("; ")}.</p>
      ) : null}
    </li>
  );
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
