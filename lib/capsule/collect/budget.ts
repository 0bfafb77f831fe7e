import "server-only";
import type { Budget, HostNow } from "@/lib/budget/budget-types";
import { formatBytes } from "@/lib/format/bytes";
import { known } from "../part";
import type { CapsuleChart, Part, ValueOf } from "../schema";

/** What the host says of itself, as the budget page does; what it does not say is not listed. */
function hostFacts(host: HostNow): { title: string; text: string }[] {
  const percent = (value: number) => `${value.toFixed(1)} % of the last minute`;
  const facts: [string, string | null][] = [
    ["Memory available", `${formatBytes(host.memAvailableBytes)} of ${formatBytes(host.memTotalBytes)}`],
    [
      "Swap used",
      `${host.swapUsedBytes === null ? "unknown" : formatBytes(host.swapUsedBytes)} of ${formatBytes(host.swapTotalBytes)}`,
    ],
    ["Memory stalls, some tasks", host.psiSomeAvg60 === null ? null : percent(host.psiSomeAvg60)],
    ["Memory stalls, all tasks", host.psiFullAvg60 === null ? null : percent(host.psiFullAvg60)],
    ["Load", host.load1 === null ? null : host.load1.toFixed(2)],
    ["OOM kills since boot", host.oomKills === null ? null : String(host.oomKills)],
    [
      "Disk free",
      host.diskFreeBytes === null || host.diskTotalBytes === null
        ? null
        : `${formatBytes(host.diskFreeBytes)} of ${formatBytes(host.diskTotalBytes)}`,
    ],
  ];
  return facts.flatMap(([title, text]) => (text === null ? [] : [{ title, text }]));
}

const lossText = (count: number | null, what: string) =>
  count === null ? `unknown: nobody counts it. ${what}` : `${count.toLocaleString("en-US")} ${what}`;

/** The budget and the host as the budget page showed them when the capsule was made. */
export function budgetPart(budget: Budget): Part<ValueOf<"budget">> {
  return known("the console's own samples", {
    text: budget.text,
    health: budget.health,
    sourceText: budget.sourceText,
    services: [...budget.services, ...budget.beside].map((row) => ({
      title: row.title,
      health: row.health,
      reasons: row.reasons,
      memoryBytes: row.now?.memoryBytes ?? null,
      limitBytes: row.limitBytes,
      peakBytes: row.peakBytes,
      sampledAtMs: row.now?.atMs ?? null,
      restarts: row.restarts,
      oomKills: row.oomKills,
    })),
    host: budget.host ? hostFacts(budget.host) : [],
    hostNotes: budget.hostNotes,
    losses: budget.losses.map(({ title, count, what, health }) => ({ title, health, text: lossText(count, what) })),
  });
}

/** Memory of the stack's programs over the budget's range, as one more chart. */
export function memoryChart({ memoryChart: { timesMs, lines, unit } }: Budget): Part<CapsuleChart> {
  const source = "the console's own samples";
  if (lines.length === 0) return { state: "nothing", source, atMs: Date.now() };
  return known(source, { unit, timesMs, lines, promql: "" });
}
