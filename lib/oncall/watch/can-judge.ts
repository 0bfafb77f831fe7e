import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { Facts } from "@/lib/oncall/diagnosis/facts/types";
import { freshApi, sawGateLog } from "@/lib/oncall/diagnosis/findings/bits";
import { hasCurrentFigures, probeTestimony, scrapeTestimony } from "@/lib/oncall/diagnosis/liveness";

type Need = (facts: Facts) => boolean;
type Asked = { state: Facts["scrapes"]["state"] };
const isKnown = ({ state }: Asked) => state === "ready" || state === "empty";

const gate: Need = (facts) => facts.gate.state === "ready";
const scrapes: Need = (facts) => facts.scrapes.state === "ready";
/** Pods that cannot be seen have not recovered: one at least answers now. */
const apiScraped: Need = (facts) => freshApi(facts).some(({ isUp }) => isUp);
/** vmagent's word on the API, whatever others say of it. */
const scrapesTell: Need = (facts) => !["silent", "unknown"].includes(scrapeTestimony(facts));
const probeTells: Need = (facts) => facts.probe === null || probeTestimony(facts) !== "unknown";
const requests: Need = (facts) => facts.requests.state === "ready" && hasCurrentFigures(facts);
/** An idle dependency has not recovered, whatever the others do. */
const lane =
  (name: string): Need =>
  (facts) =>
    requests(facts) &&
    facts.lanes.state === "ready" &&
    facts.lanes.value.lanes.some((one) => one.name === name && one.health !== "unknown");
const podsCompared: Need = (facts) =>
  requests(facts) && facts.pods.state === "ready" && (facts.pods.value.compared >= 2 || facts.pods.value.pods === 1);

/** What each code rests on; those that are not named here rest on the counted requests. */
const needs: Partial<Record<FindingCode, Need>> = {
  "metrics-store-unreachable": (facts) => facts.metricsStore.state === "ready",
  "metrics-store-too-busy": (facts) => isKnown(facts.requests),
  "metrics-store-read-only": (facts) => facts.metricsStoreSelf.state === "ready",
  "metrics-store-refuses": sawGateLog,
  "traces-store-unreachable": (facts) => facts.tracesStore.state === "ready",
  "traces-store-refuses": (facts) => sawGateLog(facts) && facts.tracesStore.state === "ready",
  "gate-down": gate,
  "gate-fails": gate,
  "gate-open": gate,
  "gate-log-silent": (facts) => gate(facts) && facts.gateLog.state === "ready" && facts.gateLog.value.isProven,
  "metrics-refused": sawGateLog,
  "traces-refused": sawGateLog,
  "vmagent-gone": (facts) => scrapes(facts) && sawGateLog(facts),
  "vmagent-drops": (facts) => facts.vmagent.state === "ready",
  "vmagent-catches-up": (facts) => scrapes(facts) && sawGateLog(facts),
  "metrics-path-silent": scrapes,
  "exporter-silent": (facts) => requests(facts) && sawGateLog(facts),
  "traces-path-silent": (facts) => requests(facts) && facts.newestSpan.state === "ready",
  "clock-off": (facts) => scrapes(facts) && isKnown(facts.newestSpan),
  // Spans trail behind: they may speak for the API long after its end.
  "api-down": (facts) => scrapesTell(facts) || probeTestimony(facts) !== "unknown",
  "api-unreachable": probeTells,
  "api-gone": scrapesTell,
  "api-not-scraped": scrapesTell,
  "pods-down": apiScraped,
  "pod-restarts": apiScraped,
  "several-processes": apiScraped,
  "pod-outlier": podsCompared,
  "database-slow": lane("database"),
  "b2-failing": lane("b2"),
  "b2-slow": lane("b2"),
  "push-failing": lane("push"),
  "push-slow": lane("push"),
  "jobs-stuck": lane("jobs"),
  "jobs-failing": lane("jobs"),
  "jobs-late": lane("jobs"),
  "jobs-unknown": lane("jobs"),
};

/**
 * Whether the facts that would show a finding of this code are known. If not, its absence means nothing: it is neither
 * present nor over.
 */
export function canJudge(code: FindingCode, facts: Facts): boolean {
  const need = needs[code] ?? requests;
  return need(facts);
}
