import { budgetHref, onCallHref, podsHref, tokensHref, tracesHref } from "@/lib/links/routes";
import type { Place } from "./codes";
import type { Facts } from "./facts/types";
import { freshApi, lateMsOf, newestSampleMs, okPushMs, pushMs, staleMsOf, targetsOf } from "./findings/bits";
import { judgeLiveness, probeTestimony } from "./liveness";
import { type Finding, findingKey, type Hop, type Path, type PathName } from "./types";

/** Both paths pass the gate, where a refusal is of one of them; the probe asks the API and sees no scrapes. */
function isOn(path: PathName, { code, place }: Finding): boolean {
  if (path === "probe") return place === "probe" || code === "api-down" || code === "api-unknown";
  return code !== (path === "traces" ? "metrics-refused" : "traces-refused");
}

/** Causes that lie on the API itself; what its requests suffer from is told elsewhere. */
const ofApi = /^(api-|pods-down|several-)/;

type Sign = { place: Place; atMs: number | null; isAlive: boolean; href: string };
type Told = Finding & { severity: Exclude<Finding["severity"], "info"> };
const isTold = (found: Finding): found is Told => found.severity !== "info";

/** The two paths and the probe, hop by hop, each with the newest sign of life and the cause that stands there. */
export function buildPaths(facts: Facts, findings: readonly Finding[]): Path[] {
  const lay = (name: PathName, signs: Sign[]): Path => ({
    name,
    hops: signs.map((sign) =>
      hopOf(
        sign,
        findings.filter((found) => isOn(name, found)),
      ),
    ),
  });
  const paths = [lay("metrics", metricsSigns(facts)), lay("traces", tracesSigns(facts))];
  return facts.probe === null ? paths : [...paths, lay("probe", probeSigns(facts))];
}

function hopOf({ place, atMs, isAlive, href }: Sign, findings: readonly Finding[]): Hop {
  const here = findings
    .filter((found) => found.place === place && (place !== "api" || ofApi.test(found.code)))
    .find(isTold);
  if (here) {
    const link = here.evidence.find((figure) => figure.href !== null)?.href;
    return { place, health: here.severity, atMs, finding: findingKey(here), href: link ?? href };
  }
  return { place, health: isAlive ? "ok" : "unknown", atMs, finding: null, href };
}

/** Alive when seen within a time; unknown when it was never seen, or not for long. */
const within = (atMs: number | null, limitMs: number, nowMs: number) => atMs !== null && nowMs - atMs <= limitMs;

const verdict = onCallHref({ anchor: "verdict" });

function apiSign(facts: Facts): Sign {
  const up = freshApi(facts).filter(({ isUp }) => isUp);
  const probedMs = facts.probe?.state === "ready" ? facts.probe.sampledAtMs : null;
  const scrapedMs = up.length > 0 ? Math.max(...up.map(({ atMs }) => atMs)) : null;
  return { place: "api", atMs: scrapedMs ?? probedMs, isAlive: judgeLiveness(facts) === "up", href: podsHref() };
}

function gateSign({ gate, gateLog }: Facts): Sign {
  const href = tokensHref();
  if (gate.state === "ready")
    return { place: "gate", atMs: gate.sampledAtMs, isAlive: gate.value.status === 401, href };
  const provenMs = gateLog.state === "ready" ? gateLog.value.provenAtMs : null;
  return { place: "gate", atMs: gate.state === "error" ? gate.askedAtMs : provenMs, isAlive: false, href };
}

const consoleSign = ({ nowMs }: Facts): Sign => ({ place: "console", atMs: nowMs, isAlive: true, href: verdict });

function metricsSigns(facts: Facts): Sign[] {
  const { nowMs, metricsStore } = facts;
  const vmagentMs = Math.max(
    pushMs(facts, "metrics:write") ?? 0,
    ...targetsOf(facts).vmagent.map(({ atMs }) => Math.min(atMs, nowMs)),
  );
  const newestMs = newestSampleMs(facts);
  return [
    apiSign(facts),
    {
      place: "vmagent",
      atMs: vmagentMs || null,
      isAlive: within(vmagentMs || null, staleMsOf(facts), nowMs),
      href: onCallHref({ anchor: "tiles" }),
    },
    ...(facts.set.hasGate ? [gateSign(facts)] : []),
    {
      place: "victoriametrics",
      atMs: metricsStore.state === "ready" ? (newestMs ?? metricsStore.sampledAtMs) : null,
      isAlive: metricsStore.state === "ready" && within(newestMs ?? nowMs, staleMsOf(facts), nowMs),
      href: budgetHref(),
    },
    consoleSign(facts),
  ];
}

function tracesSigns(facts: Facts): Sign[] {
  const { nowMs, newestSpan, tracesStore, thresholds } = facts;
  const spanMs = newestSpan.state === "ready" ? Math.min(nowMs, newestSpan.value.startedAtMs) : null;
  const sentMs =
    Math.max(pushMs(facts, "traces:write") ?? 0, okPushMs(facts, "traces:write") ?? 0, spanMs ?? 0) || null;
  const limitMs = Math.max(thresholds.spansStaleSeconds * 1000, lateMsOf(facts));
  return [
    { place: "exporter", atMs: sentMs, isAlive: within(sentMs, limitMs, nowMs), href: tracesHref() },
    ...(facts.set.hasGate ? [gateSign(facts)] : []),
    {
      place: "jaeger",
      atMs: spanMs,
      // It answers and holds nothing new: an idle API sends no spans.
      isAlive: tracesStore.state === "ready" && within(spanMs, limitMs, nowMs),
      href: tracesHref(),
    },
    consoleSign(facts),
  ];
}

function probeSigns(facts: Facts): Sign[] {
  const { probe } = facts;
  const isAlive = probeTestimony(facts) === "alive";
  return [
    { place: "probe", atMs: probe?.state === "ready" ? probe.sampledAtMs : null, isAlive, href: verdict },
    { ...apiSign(facts), isAlive },
  ];
}
