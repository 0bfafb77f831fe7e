"use client";
import { RotateCw } from "lucide-react";
import { PanelNotice } from "@/components/ui/panel-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Measured, UpstreamErrorKind } from "@/lib/measured";
import { sourceTitles } from "@/lib/upstream/source-titles";

type Props = {
  measured: Measured<unknown>;
  empty: string;
  /** What it waits for while nothing was ever measured, and how long that usually takes. */
  waits?: string;
  stillHolds: string;
  retry?: () => void;
};

const problems: Record<UpstreamErrorKind, string> = {
  unreachable: "cannot be reached",
  timeout: "does not answer in time",
  "bad-status": "gave a wrong answer",
  "bad-body": "gave a wrong answer",
};

/** What stands in a panel whose measurement is not ready: loading, nothing found, or the reason it failed. */
export function MeasuredNotice({ measured, empty, waits, stillHolds, retry }: Props) {
  if (measured.state === "ready") return null;
  if (measured.state === "loading") return <Skeleton className="mx-3 h-full" />;
  if (measured.state === "empty")
    return <PanelNotice title="No data">{waits ? `${empty} ${waits}` : empty}</PanelNotice>;
  const { failure } = measured;
  const source = sourceTitles[failure.source];
  return (
    <PanelNotice
      title={`Unknown: ${source} ${failure.tooHeavy ? "refused the question" : problems[failure.kind]}.`}
      action={
        retry && (
          <button type="button" className="control -ml-2 text-accent" onClick={retry}>
            <RotateCw aria-hidden className="size-3.5" />
            Ask again
          </button>
        )
      }
    >
      {failure.message} {stillHolds}
    </PanelNotice>
  );
}
