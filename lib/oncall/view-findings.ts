import { type Diagnosis, type Finding, findingKey } from "./diagnosis/types";
import { describeFinding } from "./diagnosis/words/index";
import type { FindingsLeftOut, FindingView } from "./types";

/**
 * A thousand routes can fail, or be slowed by one database, and nobody reads a thousand sentences: so many travel to a
 * browser every few seconds. The verdict and the alerts go by all of them.
 */
const most = { causes: 50, notes: 20, consequencesOfEach: 20 };

const view = (finding: Finding, because: string | null): FindingView => ({
  ...finding,
  key: findingKey(finding),
  because,
  words: describeFinding(finding),
});

/** The gravest causes, notes and consequences of each cause with their words, and how many more there are of each. */
export function viewFindings({ findings, folded }: Diagnosis): {
  findings: FindingView[];
  findingsLeftOut: FindingsLeftOut;
} {
  const causes = findings.filter(({ severity }) => severity !== "info");
  const notes = findings.filter(({ severity }) => severity === "info");
  const shown = [...causes.slice(0, most.causes), ...notes.slice(0, most.notes)].map((finding) => view(finding, null));
  const leftOut: FindingsLeftOut["consequences"] = {};
  const consequences = shown.flatMap(({ key }) => {
    const own = folded.filter(({ because }) => because === key);
    if (own.length > most.consequencesOfEach) leftOut[key] = own.length - most.consequencesOfEach;
    return own.slice(0, most.consequencesOfEach).map(({ finding }) => view(finding, key));
  });
  return {
    findings: [...shown, ...consequences],
    findingsLeftOut: {
      causes: Math.max(0, causes.length - most.causes),
      notes: Math.max(0, notes.length - most.notes),
      consequences: leftOut,
    },
  };
}
