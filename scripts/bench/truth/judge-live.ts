import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { Overview } from "@/lib/oncall/types";
import type { LiveFault } from "./faults/types";

type Look = Pick<Overview, "findings" | "verdict">;
export type Outcome = {
  name: string;
  result: "right" | "silent" | "false green" | "false alarm" | "misleading";
  /** Until all its codes stood there; null when they never did. */
  seconds: number | null;
  /** Until nothing was named any more after it was mended. */
  recoveredSeconds: number | null;
  /** What was named at the end of the patience, or beside the right one. */
  named: string[];
  /** What else was named before it was named right; null where a run did not keep it. */
  before: string[] | null;
  /** The machine's load average of a minute. */
  load: number | null;
};

/** The codes that a look names as wrong now, causes only. */
export const codesOf = ({ findings }: Pick<Overview, "findings">): FindingCode[] => [
  ...new Set(
    findings
      .filter(({ because, severity, phase }) => because === null && severity !== "info" && phase === "present")
      .map(({ code }) => code),
  ),
];
const noticesOf = ({ findings }: Pick<Overview, "findings">) =>
  findings.filter(({ severity }) => severity === "info").map(({ code }) => code);

/** Whether a look names the fault: all its codes, and no other than what may stand beside them. */
export function isNamed(look: Look, { codes, also = [], isNotice = false }: LiveFault): boolean {
  const named = codesOf(look);
  if (isNotice) {
    return look.verdict.code === "up" && named.length === 0 && codes.every((code) => noticesOf(look).includes(code));
  }
  return (
    look.verdict.code !== "up" &&
    codes.every((code) => named.includes(code)) &&
    named.every((code) => codes.includes(code) || also.includes(code))
  );
}

/** What the looks of a fault come to: the first that names it counts, else what the last of them said. */
export function judgeLooks(
  fault: LiveFault,
  looks: readonly { seconds: number; overview: Look }[],
): Omit<Outcome, "recoveredSeconds" | "load"> {
  const first = looks.find(({ overview }) => isNamed(overview, fault));
  const last = looks.at(-1)?.overview;
  const named: string[] = last ? codesOf(last) : [];
  const isTrue = (code: FindingCode) => fault.codes.includes(code) || fault.also?.includes(code);
  const before = [...new Set(looks.flatMap(({ overview }) => codesOf(overview)))].filter((code) => !isTrue(code));
  if (first) {
    const said = fault.isNotice ? fault.codes : codesOf(first.overview);
    return { name: fault.name, result: "right", seconds: first.seconds, named: said, before };
  }
  if (!last || named.length === 0) {
    const isGreen = last?.verdict.code === "up" && !fault.isNotice;
    return { name: fault.name, result: isGreen ? "false green" : "silent", seconds: null, named, before };
  }
  const isPart = fault.codes.some((code) => named.includes(code));
  return { name: fault.name, result: isPart ? "misleading" : "false alarm", seconds: null, named, before };
}
