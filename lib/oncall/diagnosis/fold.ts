import { findingCodes } from "./codes";
import { type Diagnosis, type Finding, findingKey } from "./types";

const severityRank = { bad: 0, unknown: 1, warn: 2, info: 3 } as const;
const isOver = ({ phase }: Finding) => (phase === "recovering" ? 1 : 0);

/**
 * Causes first, and what is only their consequence under them. A consequence of a consequence belongs to the first
 * cause. Two findings that explain each other both stay.
 */
export function foldConsequences(found: readonly Finding[]): Pick<Diagnosis, "findings" | "folded"> {
  const sorted = found.toSorted(
    (a, b) =>
      isOver(a) - isOver(b) ||
      (a.severity === "info" ? 1 : 0) - (b.severity === "info" ? 1 : 0) ||
      findingCodes.indexOf(a.code) - findingCodes.indexOf(b.code) ||
      severityRank[a.severity] - severityRank[b.severity],
  );
  // By code, since a thousand slow routes are a thousand findings.
  const ofCode = new Map(findingCodes.map((code): [string, Finding[]] => [code, []]));
  for (const finding of sorted) ofCode.get(finding.code)?.push(finding);
  const causeOf = new Map<Finding, Finding>();
  const firstCause = (finding: Finding): Finding => {
    const cause = causeOf.get(finding);
    return cause ? firstCause(cause) : finding;
  };
  for (const cause of sorted) {
    for (const consequence of cause.explains.flatMap(({ code }) => ofCode.get(code) ?? [])) {
      if (causeOf.has(consequence) || !explains(cause, consequence)) continue;
      // A circle of causes would leave none to be told.
      if (firstCause(cause) === consequence || explains(consequence, cause)) continue;
      causeOf.set(consequence, cause);
    }
  }
  return {
    findings: sorted.filter((finding) => !causeOf.has(finding)),
    folded: sorted
      .filter((finding) => causeOf.has(finding))
      .map((finding) => ({ finding, because: findingKey(firstCause(finding)) })),
  };
}

/** Something that is only worth knowing takes nothing upon itself, and what is over explains nothing of now. */
function explains(cause: Finding, consequence: Finding): boolean {
  if (cause.severity === "info" || (cause.phase === "recovering" && consequence.phase === "present")) return false;
  return cause.explains.some(
    ({ code, subjects }) =>
      code === consequence.code &&
      (subjects === undefined || (consequence.subject !== null && subjects.includes(consequence.subject.id))),
  );
}
