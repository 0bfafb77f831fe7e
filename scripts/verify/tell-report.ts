import type { VerifyReport } from "@/lib/checks/report";
import { tellOutcome } from "@/lib/checks/tell-outcome";
import { stateOf } from "@/lib/checks/view-report";

const marks = { ok: "ok     ", failed: "WRONG  ", unknown: "?      " } as const;

/** The report as lines: one a check, and below it what is wrong and what to do. */
export function tellReport({ checks, startedAtMs, finishedAtMs }: VerifyReport, { quiet }: { quiet: boolean }): string {
  const lines: string[] = [];
  const counts = { ok: 0, failed: 0, unknown: 0 };
  for (const { title, outcomes, durationMs } of checks) {
    const state = stateOf(outcomes);
    counts[state] += 1;
    if (quiet && state === "ok") continue;
    lines.push(`${marks[state]}${title} (${(durationMs / 1000).toFixed(1)} s)`);
    for (const outcome of outcomes.filter((one) => one.state !== "ok")) {
      const { what, next } = tellOutcome(outcome);
      lines.push(`         ${what}${next ? `\n         Next: ${next}` : ""}`);
    }
  }
  const seconds = ((finishedAtMs - startedAtMs) / 1000).toFixed(1);
  const total = `${counts.ok} well, ${counts.failed} wrong, ${counts.unknown} not known, in ${seconds} s.`;
  return [...lines, "", total].join("\n");
}
