import { budgetHref, onCallHref, podsHref, tokensHref, tracesHref } from "@/lib/links/routes";
import type { Place } from "./codes";
import type { Facts } from "./facts/types";
import { freshApi, lateMsOf, newestSampleMs, okPushMs, pushMs, staleMsOf, targetsOf } from "./findings/bits";
import { judgeLiveness } from "./liveness";
import { type Finding, findingKey, type Hop, type Path, type PathName } from "./types";

/** Findings that stand on both paths belong to each; the others to the path that they are of. */
const tracesCodes = /^(traces-|exporter-|sampling-)/;
const metricsCodes = /^(metrics-|vmagent-|waiting-|interval-|scraped-|other-job|api-gone|api-not-scraped)/;

function isOn(path: PathName, { code, place }: Finding): boolean {
  if (path === "probe") return place === "probe" || code === "api-down" || code === "api-unknown";
  if (path === "traces") return !metricsCodes.test(code) && place !== "vmagent" && place !== "victoriametrics";
  return !tracesCodes.test(code) && place !== "exporter" && place !== "jaeger";
}

/** Causes that lie on a hop itself; what requests suffer from is told elsewhere. */
const ofHops = /^(metrics-|traces-|gate-|vmagent-|exporter-|clock-off|api-|pods-down|several-|waiting-|other-job)/;

type Sign = { place: Place; atMs: number | null; isAlive: boolean | null; href: string };

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
  const here = findings.find((found) => found.place === place && found.severity !== "info" && ofHops.test(found.code));
  if (here) {
    const link = here.evidence.find((figure) => figure.href !== null)?.href;
    const health = here.severity === "info" ? "ok" : here.severity;
    return { place, health, atMs, finding: findingKey(here), href: link ?? href };
  }
  return { place, health: isAlive === null ? "unknown" : isAlive ? "ok" : "unknown", atMs, finding: null, href };
}

/** Alive when seen within a time; unknown when it was never seen, or not for long. */
const within = (atMs: number | null, limitMs: number, nowMs: number) =>
  atMs !== null && nowMs - atMs <= limitMs ? true : null;

const verdict = onCallHref({ anchor: "verdict" });

function apiSign(facts: Facts): Sign {
  const up = freshApi(facts).filter(({ isUp }) => isUp);
  const probedMs = facts.probe?.state === "ready" ? facts.probe.sampledAtMs : null;
  const scrapedMs = up.length > 0 ? Math.max(...up.map(({ atMs }) => atMs)) : null;
  const liveness = judgeLiveness(facts);
  return {
    place: "api",
    atMs: scrapedMs ?? probedMs,
    isAlive: liveness === "up" ? true : liveness === "down" ? false : null,
    href: podsHref(),
  };
}

function gateSign({ gate, gateLog }: Facts): Sign {
  const href = tokensHref();
  if (gate.state === "ready")
    return { place: "gate", atMs: gate.sampledAtMs, isAlive: gate.value.status === 401, href };
  const provenMs = gateLog.state === "ready" ? gateLog.value.provenAtMs : null;
  return { place: "gate", atMs: gate.state === "error" ? gate.askedAtMs : provenMs, isAlive: null, href };
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
      isAlive: metricsStore.state === "ready" ? within(newestMs ?? nowMs, staleMsOf(facts), nowMs) : null,
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
      isAlive: tracesStore.state === "ready" ? within(spanMs, limitMs, nowMs) : null,
      href: tracesHref(),
    },
    consoleSign(facts),
  ];
}

function probeSigns(facts: Facts): Sign[] {
  const { probe } = facts;
  const isAlive = probe?.state === "ready" ? probe.value.status >= 200 && probe.value.status < 300 : null;
  return [
    { place: "probe", atMs: probe?.state === "ready" ? probe.sampledAtMs : null, isAlive, href: verdict },
    { ...apiSign(facts), isAlive },
  ];
}
