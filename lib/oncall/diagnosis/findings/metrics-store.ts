import { budgetHref, onCallHref } from "@/lib/links/routes";
import type { Facts } from "../facts/types";
import type { Finding } from "../types";
import { figure, finding, sendersOf } from "./bits";

const metricsPath = ["metrics-path-silent", "vmagent-gone", "vmagent-catches-up", "metrics-store-refuses"] as const;
const alsoGate = ["api-unknown", "waiting-for-scrape"] as const;
const explained = (codes: readonly Finding["code"][]) => codes.map((code) => ({ code }));

/** VictoriaMetrics gives no answer to its readers: nothing of the metrics is known. */
export function findMetricsStoreUnreachable({ metricsStore, nowMs }: Facts): Finding[] {
  if (metricsStore.state === "ready" || metricsStore.state === "empty") return [];
  const isLate = metricsStore.state === "loading";
  return [
    finding({
      code: "metrics-store-unreachable",
      place: "victoriametrics",
      severity: "unknown",
      reason: isLate ? "late" : metricsStore.failure.kind,
      evidence: [
        figure("answer", isLate ? "No answer yet." : metricsStore.failure.message, "text"),
        figure("asked", isLate ? nowMs : metricsStore.askedAtMs, "at"),
      ],
      explains: explained([...metricsPath, ...alsoGate]),
    }),
  ];
}

/** It answers, but not this question: too heavy for its memory, or too slow. */
export function findMetricsStoreTooBusy({ metricsStore, requests, scrapes }: Facts): Finding[] {
  if (metricsStore.state !== "ready") return [];
  const unanswered = [requests, scrapes].find((asked) => asked.state === "error");
  // Without scrapes nothing says that the API is measured at all, and a probe alone is not enough for a green.
  const failure =
    unanswered?.state === "error"
      ? unanswered.failure
      : scrapes.state === "loading"
        ? { kind: "late", message: "No answer yet.", tooHeavy: false }
        : null;
  if (failure === null) return [];
  return [
    finding({
      code: "metrics-store-too-busy",
      place: "victoriametrics",
      severity: "unknown",
      reason: failure.tooHeavy ? "too-heavy" : failure.kind,
      evidence: [figure("answer", failure.message, "text", { href: budgetHref() })],
    }),
  ];
}

/** It reads, and takes nothing in: its disk is nearly full. vmagent keeps what it cannot deliver. */
export function findMetricsStoreReadOnly(facts: Facts): Finding[] {
  const self = facts.metricsStoreSelf;
  if (self.state !== "ready" || self.value.isReadOnly !== true) return [];
  return [
    finding({
      code: "metrics-store-read-only",
      place: "victoriametrics",
      severity: "bad",
      evidence: [figure("read-only", 1, "count", { href: budgetHref() }), ...roomOf(facts)],
      explains: explained([...metricsPath, ...alsoGate]),
    }),
  ];
}

/** The gate lets pushes in and what stands behind it answers them with an error. */
export function findMetricsStoreRefuses(facts: Facts): Finding[] {
  const refused = sendersOf(facts, "metrics:write").filter(({ newest }) => newest.outcome.startsWith("answer "));
  const first = refused[0];
  if (!first || facts.nowMs - first.newest.atMs > facts.windowMs) return [];
  const count = first.short[first.newest.outcome] ?? 0;
  if (count < 2) return [];
  return [
    finding({
      code: "metrics-store-refuses",
      place: "victoriametrics",
      severity: "bad",
      reason: first.newest.outcome.replace("answer ", ""),
      sinceMs: first.newest.sinceMs,
      evidence: [
        figure("status", Number(first.newest.outcome.replace("answer ", "")), "status"),
        figure("pushes", count, "count", { overMs: facts.shortMs, href: onCallHref({ anchor: "paths" }) }),
        ...roomOf(facts),
      ],
      explains: explained(["metrics-path-silent", "vmagent-gone", "vmagent-catches-up", ...alsoGate]),
    }),
  ];
}

/** How long vmagent's queue has room, by what it told of itself last. */
export function roomOf({ vmagent }: Facts): Finding["evidence"] {
  if (vmagent.state !== "ready") return [];
  const { freeBytes, bytesPerSecond } = vmagent.value;
  if (freeBytes === null || bytesPerSecond === null || bytesPerSecond <= 0) return [];
  return [figure("room", freeBytes / bytesPerSecond, "seconds")];
}
