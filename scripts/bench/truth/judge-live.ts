import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { Overview } from "@/lib/oncall/types";
import type { LiveFault } from "./live-faults";

export type Outcome = {
  name: string;
  result: "right" | "silent" | "false green" | "false alarm" | "misleading";
  /** Until all its codes stood there; null when they never did. */
  seconds: number | null;
  /** Until nothing was named any more after it was mended. */
  recoveredSeconds: number | null;
  /** What was named at the end of the patience, or beside the right one. */
  named: string[];
};

export const codesOf = (overview: Pick<Overview, "findings">): FindingCode[] => [
  ...new Set(
    overview.findings
      .filter(({ because, severity, phase }) => because === null && severity !== "info" && phase === "present")
      .map(({ code }) => code),
  ),
];

/** Whether a look names the fault: all its codes, and no other than what may stand beside them. */
export function isNamed(overview: Pick<Overview, "findings">, { codes, also = [] }: LiveFault): boolean {
  const named = codesOf(overview);
  return (
    codes.every((code) => named.includes(code)) && named.every((code) => codes.includes(code) || also.includes(code))
  );
}

/** What the looks of a fault come to: the first that names it counts, else what the last of them said. */
export function judgeLooks(
  fault: LiveFault,
  looks: readonly { seconds: number; overview: Pick<Overview, "findings" | "verdict"> }[],
): Omit<Outcome, "recoveredSeconds"> {
  const first = looks.find(({ overview }) => isNamed(overview, fault));
  const last = looks.at(-1)?.overview;
  const named: string[] = last ? codesOf(last) : [];
  if (first) return { name: fault.name, result: "right", seconds: first.seconds, named: codesOf(first.overview) };
  if (!last || named.length === 0) {
    const isGreen = last?.verdict.health === "ok";
    return { name: fault.name, result: isGreen ? "false green" : "silent", seconds: null, named };
  }
  const isPart = fault.codes.some((code) => named.includes(code));
  return { name: fault.name, result: isPart ? "misleading" : "false alarm", seconds: null, named };
}
