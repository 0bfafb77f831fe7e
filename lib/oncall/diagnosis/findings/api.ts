import { onCallHref, podsHref } from "@/lib/links/routes";
import type { Facts, ScrapeTarget } from "../facts/types";
import { probeTestimony, type ScrapeTestimony, scrapeTestimony, spansAlive } from "../liveness";
import type { Finding } from "../types";
import { figure, finding, freshApi, lateMsOf, newestSampleMs, targetsOf } from "./bits";

const href = onCallHref({ anchor: "paths" });
/** One failed scrape may be a restart, or a scrape that was lost. */
const failedMin = 2;

function probeFigures({ probe }: Facts): Finding["evidence"] {
  if (probe?.state === "error") return [figure("probe", probe.failure.message, "text", { href })];
  return probe?.state === "ready" ? [figure("probe-status", probe.value.status, "status", { href })] : [];
}

/** Since when nothing of it was well: the newest scrape that it answered. */
const lastWell = (targets: readonly ScrapeTarget[]): number | null => {
  const times = targets.flatMap(({ sampleAtMs }) => sampleAtMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
};

const failedSince = (targets: readonly ScrapeTarget[]) => {
  const times = targets.flatMap(({ failed }) => failed?.sinceMs ?? []);
  return times.length === 0 ? null : Math.min(...times);
};

/** What the scrapes say now: where none comes through any more, the newest of them are of before. */
function scrapeNow(facts: Facts): ScrapeTestimony {
  const newestMs = newestSampleMs(facts);
  const isLate = newestMs !== null && facts.nowMs - newestMs > lateMsOf(facts);
  return facts.gate.state === "error" || isLate ? "silent" : scrapeTestimony(facts);
}

/** Neither its users nor vmagent reach the API. */
export function findApiDown(facts: Facts): Finding[] {
  const [probe, scrape] = [probeTestimony(facts), scrapeNow(facts)];
  const isDown = (probe === "dead" && scrape !== "alive") || (probe === "unknown" && isDeadForLong(facts));
  if (!isDown) return [];
  return [
    finding({
      code: "api-down",
      place: "api",
      severity: "bad",
      sinceMs: failedSince(freshApi(facts)) ?? (scrape === "gone" ? lastWell(targetsOf(facts).api) : null),
      evidence: [
        ...probeFigures(facts),
        figure("scrape", scrape, "text", { href }),
        ...(scrape === "silent" && spansAlive(facts) ? [figure("spans", "recent", "text")] : []),
      ],
      // Nothing is told of its requests while it is down.
      explains: [{ code: "pods-down" }, { code: "pod-restarts" }],
    }),
  ];
}

function isDeadForLong(facts: Facts): boolean {
  return scrapeTestimony(facts) === "dead" && freshApi(facts).some(({ failed }) => (failed?.count ?? 0) >= failedMin);
}

/** The health URL fails while vmagent still scrapes the API inside the cluster: users cannot reach it. */
export function findApiUnreachable(facts: Facts): Finding[] {
  if (probeTestimony(facts) !== "dead" || scrapeNow(facts) !== "alive") return [];
  return [
    finding({
      code: "api-unreachable",
      place: "probe",
      severity: "bad",
      evidence: [...probeFigures(facts), figure("scraped", lastWell(freshApi(facts)) ?? 0, "at", { href })],
    }),
  ];
}

/** vmagent runs and finds no pod of the API: gone, or discovery is wrong. */
export function findApiGone(facts: Facts): Finding[] {
  if (scrapeTestimony(facts) !== "gone" || probeTestimony(facts) === "dead") return [];
  const isAlive = probeTestimony(facts) === "alive";
  return [
    finding({
      code: "api-gone",
      place: "api",
      severity: isAlive ? "warn" : "bad",
      reason: isAlive ? "answers" : "silent",
      sinceMs: lastWell(targetsOf(facts).api),
      evidence: [figure("last-scrape", lastWell(targetsOf(facts).api) ?? 0, "at", { href: podsHref() })],
    }),
  ];
}

/** The API answers its health URL and not vmagent's scrapes. */
export function findApiNotScraped(facts: Facts): Finding[] {
  if (probeTestimony(facts) !== "alive" || !isDeadForLong(facts)) return [];
  return [
    finding({
      code: "api-not-scraped",
      place: "api",
      severity: "warn",
      sinceMs: failedSince(freshApi(facts)),
      evidence: [
        figure("failed-scrapes", Math.max(...freshApi(facts).map(({ failed }) => failed?.count ?? 0)), "count"),
      ],
    }),
  ];
}

/** Nothing speaks for the API or against it. */
export function findApiUnknown(facts: Facts): Finding[] {
  const scrape = scrapeTestimony(facts);
  if (probeTestimony(facts) !== "unknown" || !["silent", "unknown"].includes(scrape) || spansAlive(facts)) return [];
  return [finding({ code: "api-unknown", place: "api", severity: "unknown", reason: scrape })];
}
