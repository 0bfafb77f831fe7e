import { onCallHref } from "@/lib/links/routes";
import type { Facts } from "@/lib/oncall/diagnosis/facts/types";
import { type Diagnosis, type Finding, findingKey } from "@/lib/oncall/diagnosis/types";
import { describeFinding } from "@/lib/oncall/diagnosis/words/index";
import { canJudge } from "./can-judge";
import { codeOfKey } from "./rules";
import type { Severity, Sighting } from "./step-watch";

/** What the console cannot tell is worth a warning. */
const severityOf = ({ severity }: Finding): Severity => (severity === "bad" ? "bad" : "warn");

/** An alert's words, written last: what is wrong, what still holds, what to do. */
function sightingOf(finding: Finding, consequences: readonly Finding[]): Sighting {
  const { headline, holds, toDo } = describeFinding(finding);
  const also = consequences.map((consequence) => `${describeFinding(consequence).headline}.`);
  return {
    state: "present",
    severity: severityOf(finding),
    title: headline,
    text: [`${headline}.`, ...also, holds, toDo].join(" "),
    href: finding.evidence.find(({ href }) => href !== null)?.href ?? onCallHref({ anchor: "findings" }),
  };
}

/**
 * What a look says about every finding that is there, and about those known from before (`knownKeys`). A finding folded
 * under its cause is unknown; one that is over in the newest window is absent, although the long window still shows it;
 * one that cannot be judged is unknown, never absent.
 */
export function readSightings(
  { diagnosis, facts }: { diagnosis: Diagnosis; facts: Facts },
  knownKeys: Iterable<string>,
): Map<string, Sighting> {
  const sightings = new Map<string, Sighting>();
  for (const key of knownKeys) {
    const code = codeOfKey(key);
    // A key of an earlier version: nothing will ever show it again.
    sightings.set(key, code === null || canJudge(code, facts) ? { state: "absent" } : { state: "unknown" });
  }
  for (const { finding } of diagnosis.folded) sightings.set(findingKey(finding), { state: "unknown" });
  for (const finding of diagnosis.findings) {
    if (finding.severity === "info") continue;
    const key = findingKey(finding);
    const consequences = diagnosis.folded.flatMap((folded) => (folded.because === key ? folded.finding : []));
    sightings.set(key, finding.phase === "recovering" ? { state: "absent" } : sightingOf(finding, consequences));
  }
  return sightings;
}
