import { formatAge, formatDuration } from "@/lib/format/quantity";
import type { Health } from "@/lib/measured";
import type { FindingCode } from "./diagnosis/codes";
import type { Facts } from "./diagnosis/facts/types";
import { freshApi, newestSampleMs } from "./diagnosis/findings/bits";
import { judgeLiveness, scrapeTestimony } from "./diagnosis/liveness";
import type { Diagnosis, Finding } from "./diagnosis/types";
import { describeFinding } from "./diagnosis/words/index";
import type { Witness, WitnessCode, Witnesses, WitnessName } from "./types";

const words: Record<WitnessCode, string> = {
  ok: "ok",
  "partly-up": "some down",
  down: "down",
  gone: "API gone",
  silent: "silent",
  refused: "refused",
  "path-broken": "path broken",
  unasked: "cannot ask",
  "not-yet": "no answer yet",
  "none-seen": "none seen",
  "not-set": "not set",
  "no-answer": "no answer",
  "bad-status": "bad status",
};

type Told = Pick<Witness, "code" | "health" | "detail"> & Partial<Pick<Witness, "ageMs" | "latencyMs">>;
const witness = (name: WitnessName, told: Told): Witness => ({
  name,
  ageMs: null,
  latencyMs: null,
  ...told,
  word: words[told.code],
});

/** The witnesses as the page shows them: what each saw, and what is wrong on its path. */
export function buildWitnesses(facts: Facts, diagnosis: Diagnosis): Witnesses {
  const list = [scrapeWitness(facts, diagnosis), spansWitness(facts, diagnosis), probeWitness(facts)];
  return { list, liveness: judgeLiveness(facts) };
}

const ofMetrics: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...(["gate-down", "gate-fails", "metrics-refused", "metrics-store-read-only", "metrics-store-refuses"] as const),
  ...(["vmagent-gone", "vmagent-catches-up", "metrics-path-silent", "clock-off"] as const),
]);
const ofTraces: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...(["gate-down", "gate-fails", "traces-refused", "traces-store-refuses", "exporter-silent"] as const),
  ...(["traces-path-silent", "clock-off"] as const),
]);

/** What the witness shows when its own path is broken: the cause found there. Null when none was found. */
function brokenBy({ findings }: Diagnosis, codes: ReadonlySet<FindingCode>, host: string): Told | null {
  const isOwn = ({ code, subject }: Finding) => code !== "clock-off" || subject?.id === host;
  const cause = findings.find((found) => codes.has(found.code) && found.severity !== "info" && isOwn(found));
  if (!cause) return null;
  const isRefused = cause.code === "metrics-refused" || cause.code === "traces-refused";
  const isSilent =
    cause.code === "metrics-path-silent" || cause.code === "traces-path-silent" || cause.code === "exporter-silent";
  const health: Health = cause.severity === "info" ? "ok" : cause.severity;
  return {
    code: isRefused ? "refused" : isSilent ? "silent" : "path-broken",
    health,
    detail: `${describeFinding(cause).headline}.`,
  };
}

function scrapeWitness(facts: Facts, diagnosis: Diagnosis): Witness {
  const { scrapes, nowMs } = facts;
  if (scrapes.state === "error") {
    return witness("scrape", {
      code: "unasked",
      health: "unknown",
      detail: `VictoriaMetrics: ${scrapes.failure.message}`,
    });
  }
  if (scrapes.state === "loading") {
    return witness("scrape", { code: "not-yet", health: "unknown", detail: "VictoriaMetrics has not answered yet." });
  }
  const newestMs = newestSampleMs(facts);
  const ageMs = newestMs === null ? null : Math.max(0, nowMs - newestMs);
  const broken = brokenBy(diagnosis, ofMetrics, "vmagent");
  if (broken) return witness("scrape", { ...broken, ageMs });
  const fresh = freshApi(facts);
  const up = fresh.filter(({ isUp }) => isUp).length;
  const testimony = scrapeTestimony(facts);
  if (testimony === "alive") {
    const isAll = up === fresh.length;
    const age = formatAge(ageMs ?? 0);
    const who = fresh.length === 1 ? "1 pod" : `${up} of ${fresh.length} pods`;
    return witness("scrape", {
      code: isAll ? "ok" : "partly-up",
      health: isAll ? "ok" : "warn",
      detail: `vmagent scraped ${isAll && fresh.length > 1 ? `${fresh.length} pods` : who} ${age} ago.`,
      ageMs,
    });
  }
  if (testimony === "dead") {
    const who = fresh.length === 1 ? "the API" : `any of ${fresh.length} pods`;
    return witness("scrape", { code: "down", health: "bad", detail: `vmagent cannot scrape ${who}.`, ageMs });
  }
  if (testimony === "gone") {
    return witness("scrape", {
      code: "gone",
      health: "bad",
      detail: "vmagent runs and finds no pod of the API.",
      ageMs,
    });
  }
  return witness("scrape", {
    code: "none-seen",
    health: "unknown",
    detail:
      newestMs === null
        ? "No scrape has arrived within the last hour."
        : `The newest scrape is ${formatAge(ageMs ?? 0)} old.`,
    ageMs,
  });
}

function spansWitness(facts: Facts, diagnosis: Diagnosis): Witness {
  const { newestSpan, tracesStore, nowMs, thresholds } = facts;
  const asked = tracesStore.state === "error" ? tracesStore : newestSpan;
  const spanMs = newestSpan.state === "ready" ? newestSpan.value.startedAtMs : null;
  const ageMs = spanMs === null ? null : Math.max(0, nowMs - spanMs);
  const broken = brokenBy(diagnosis, ofTraces, "api");
  if (broken) return witness("spans", { ...broken, ageMs });
  if (asked.state === "error") {
    return witness("spans", { code: "unasked", health: "unknown", detail: `Jaeger: ${asked.failure.message}` });
  }
  if (asked.state === "loading") {
    return witness("spans", { code: "not-yet", health: "unknown", detail: "Jaeger has not answered yet." });
  }
  if (ageMs === null) {
    return witness("spans", {
      code: "none-seen",
      health: "unknown",
      detail: "Jaeger holds no span of the API from the last 45 min.",
    });
  }
  const detail = `The newest span is ${formatAge(ageMs)} old.`;
  // Old spans without a known cause: an idle API sends none.
  if (ageMs > thresholds.spansStaleSeconds * 1000)
    return witness("spans", { code: "none-seen", health: "unknown", detail, ageMs });
  return witness("spans", { code: "ok", health: "ok", detail, ageMs });
}

function probeWitness({ probe, nowMs }: Facts): Witness {
  if (probe === null || probe.state === "empty") {
    const detail = "API_HEALTH_URL is not set, so nobody asks the API from outside.";
    return witness("probe", { code: "not-set", health: "unknown", detail });
  }
  if (probe.state === "loading") {
    return witness("probe", { code: "not-yet", health: "unknown", detail: "The health URL has not answered yet." });
  }
  if (probe.state === "error") {
    const detail = `The health URL gave no answer: ${probe.failure.message}`;
    return witness("probe", { code: "no-answer", health: "bad", detail, ageMs: Math.max(0, nowMs - probe.askedAtMs) });
  }
  const { status, latencyMs } = probe.value;
  const isWell = status >= 200 && status < 300;
  return witness("probe", {
    code: isWell ? "ok" : "bad-status",
    health: isWell ? "ok" : "bad",
    detail: `The health URL answered ${status} in ${formatDuration(latencyMs)}.`,
    ageMs: Math.max(0, nowMs - probe.sampledAtMs),
    latencyMs,
  });
}
