import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { Facts } from "@/lib/oncall/diagnosis/facts/types";
import { hasCurrentFigures, judgeLiveness } from "@/lib/oncall/diagnosis/liveness";

type Need = (facts: Facts) => boolean;
const isKnown = (state: string) => state === "ready" || state === "empty";

const gate: Need = ({ gate: asked }) => asked.state === "ready";
const gateLog: Need = (facts) => gate(facts) && facts.gateLog.state === "ready" && facts.gateLog.value.isProven;
const scrapes: Need = (facts) => facts.scrapes.state === "ready";
const requests: Need = (facts) => facts.requests.state === "ready" && hasCurrentFigures(facts);
/** An idle dependency has not recovered, whatever the others do. */
const lane =
  (name: string): Need =>
  (facts) =>
    requests(facts) &&
    facts.lanes.state === "ready" &&
    facts.lanes.value.lanes.some((one) => one.name === name && one.health !== "unknown");
const pods: Need = (facts) => requests(facts) && facts.pods.state === "ready";
const compared: Need = (facts) =>
  pods(facts) && facts.pods.state === "ready" && (facts.pods.value.compared >= 2 || facts.pods.value.pods === 1);

const needs: [RegExp, Need][] = [
  [/^metrics-store-unreachable$/, ({ metricsStore }) => metricsStore.state === "ready"],
  [/^metrics-store-too-busy$/, ({ requests: asked }) => isKnown(asked.state)],
  [/^metrics-store-read-only$/, ({ metricsStoreSelf }) => metricsStoreSelf.state === "ready"],
  [/^traces-store-unreachable$/, ({ tracesStore }) => tracesStore.state === "ready"],
  [/^gate-log-silent$/, gateLog],
  [/^gate-/, gate],
  [/^(metrics|traces)-refused$|^(metrics|traces)-store-refuses$/, gate],
  [/^(exporter-silent|traces-path-silent)$/, ({ newestSpan }) => newestSpan.state === "ready"],
  [/^(vmagent|metrics-path|clock|waiting|other-job)/, scrapes],
  [/^api-/, (facts) => judgeLiveness(facts) !== "unknown"],
  [/^(pods-down|pod-restarts|several-processes)$/, scrapes],
  [/^pod-outlier$/, compared],
  [/^database-/, lane("database")],
  [/^b2-/, lane("b2")],
  [/^push-/, lane("push")],
  [/^(jobs|queue)-/, lane("jobs")],
];

/**
 * Whether the facts that would show a finding of this code are known. If not, its absence means nothing: it is neither
 * present nor over.
 */
export function canJudge(code: FindingCode, facts: Facts): boolean {
  const [, need = requests] = needs.find(([pattern]) => pattern.test(code)) ?? [];
  return need(facts);
}
