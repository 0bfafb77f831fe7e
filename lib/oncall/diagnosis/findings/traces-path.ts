import { tracesHref } from "@/lib/links/routes";
import type { Facts } from "../facts/types";
import { hasCurrentFigures } from "../liveness";
import type { Finding } from "../types";
import { figure, finding, pushMs, sawGateLog } from "./bits";

/** An exporter sends every five seconds, or when it has 512 spans: three of its turns. */
const exporterMs = 15_000;
/** With so many traces due, none is not chance: e^-10 is one in twenty thousand. */
const dueMin = 10;

/** How many traces should have come within a time, by the requests counted and the sampling as measured, else as set. */
function tracesDue(facts: Facts, withinMs: number): number {
  const { requests, sampling, set } = facts;
  if (requests.state !== "ready" || !hasCurrentFigures(facts)) return 0;
  const perMs = requests.value.short.requests / (requests.value.shortSeconds * 1000);
  const measured = sampling.state === "ready" && sampling.value.ratio > 0 ? sampling.value.ratio : null;
  return perMs * withinMs * Math.min(1, measured ?? set.samplingRatio);
}

/** The API serves requests and pushes no traces to the gate, which stands. */
export function findExporterSilent(facts: Facts): Finding[] {
  if (!sawGateLog(facts)) return [];
  const lastMs = Math.max(pushMs(facts, "traces:write") ?? 0, facts.startedAtMs);
  const silentMs = facts.nowMs - lastMs;
  if (silentMs < exporterMs || tracesDue(facts, silentMs) < dueMin) return [];
  const newest = facts.newestSpan.state === "ready" ? facts.newestSpan.value.startedAtMs : null;
  // Spans that were stored after the last push seen came by another way.
  if (newest !== null && newest > lastMs + exporterMs) return [];
  return [
    finding({
      code: "exporter-silent",
      place: "exporter",
      severity: "warn",
      sinceMs: pushMs(facts, "traces:write") ?? newest,
      evidence: [figure("due", tracesDue(facts, silentMs), "count", { overMs: silentMs, href: tracesHref() })],
      explains: [{ code: "traces-path-silent" }],
    }),
  ];
}

/** Spans have stopped while requests go on, and no log of the gate tells where. */
export function findTracesPathSilent(facts: Facts): Finding[] {
  if (facts.newestSpan.state !== "ready") return [];
  const newestMs = facts.newestSpan.value.startedAtMs;
  const silentMs = facts.nowMs - newestMs;
  if (silentMs <= facts.thresholds.spansStaleSeconds * 1000 || tracesDue(facts, silentMs) < dueMin) return [];
  return [
    finding({
      code: "traces-path-silent",
      place: "exporter",
      severity: "warn",
      sinceMs: newestMs,
      evidence: [figure("newest-span", newestMs, "at", { href: tracesHref() })],
    }),
  ];
}
