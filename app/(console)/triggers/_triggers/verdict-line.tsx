import Link from "next/link";
import { Moment } from "@/components/ui/moment";
import { StateIcon } from "@/components/ui/state-badge";
import { notificationsHref, runbookHref } from "@/lib/links/routes";
import type { TriggersReport } from "@/lib/triggers/types";
import { healthOfTrigger } from "./trigger-health";

const next: Record<TriggersReport["verdict"]["state"], string> = {
  move: "The evidence is below, as it was when it fired.",
  stay: "None of the three triggers fires, and all three can be seen.",
  unknown: "Unknown is not fine: nobody would notice if one fired.",
};

/** The one sentence of the page. */
export function VerdictLine({ report: { verdict } }: { report: TriggersReport }) {
  return (
    <section aria-label="Verdict" className="panel px-4 py-3" data-testid="triggers-verdict" data-state={verdict.state}>
      <p className="flex items-start gap-3 font-semibold text-lg leading-snug">
        <span className="mt-0.5">
          <StateIcon health={healthOfTrigger[verdict.state]} className="size-5" />
        </span>
        <span className="min-w-0">
          {verdict.text}
          {verdict.sinceMs === null ? null : (
            <>
              , since <Moment atMs={verdict.sinceMs} />
            </>
          )}
        </span>
      </p>
      <p className="mt-1 pl-8 text-ink-2">
        {next[verdict.state]}{" "}
        <Link href={notificationsHref()} prefetch={false} className="text-accent underline underline-offset-2">
          What has been told, and to whom
        </Link>{" "}
        <Link href={runbookHref("migration")} prefetch={false} className="text-accent underline underline-offset-2">
          How to move
        </Link>
      </p>
    </section>
  );
}
