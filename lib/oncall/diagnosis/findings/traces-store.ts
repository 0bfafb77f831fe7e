import { budgetHref } from "@/lib/links/routes";
import type { Facts } from "../facts/types";
import type { Finding } from "../types";
import { figure, finding, sendersOf } from "./bits";

/** Jaeger gives no answer to its readers: what traces arrive is not known. While it is only late, nothing is judged. */
export function findTracesStoreUnreachable({ tracesStore, newestSpan }: Facts): Finding[] {
  const asked = tracesStore.state === "ready" ? newestSpan : tracesStore;
  if (asked.state === "ready" || asked.state === "empty") return [];
  const isLate = asked.state === "loading";
  return [
    finding({
      code: "traces-store-unreachable",
      place: "jaeger",
      severity: isLate ? "info" : "warn",
      reason: isLate ? "late" : asked.failure.kind,
      evidence: isLate ? [] : [figure("answer", asked.failure.message, "text", { href: budgetHref() })],
      explains: [{ code: "traces-path-silent" }, { code: "traces-store-refuses" }],
    }),
  ];
}

/** Jaeger answers pushes with errors, or counts spans that it refused. The exporter drops them after a while. */
export function findTracesStoreRefuses(facts: Facts): Finding[] {
  const failing = sendersOf(facts, "traces:write").find(
    ({ newest, short }) => newest.outcome.startsWith("answer ") && (short[newest.outcome] ?? 0) >= 2,
  );
  const self = facts.tracesStoreSelf.state === "ready" ? facts.tracesStoreSelf.value : null;
  const perSecond = self?.refusedPerSecond ?? 0;
  if (!failing && !(perSecond > 0)) return [];
  return [
    finding({
      code: "traces-store-refuses",
      place: "jaeger",
      severity: failing ? "bad" : "warn",
      reason: failing ? failing.newest.outcome.replace("answer ", "") : "counted",
      sinceMs: failing?.newest.sinceMs ?? null,
      evidence: [
        ...(failing ? [figure("status", Number(failing.newest.outcome.replace("answer ", "")), "status")] : []),
        ...(perSecond > 0 ? [figure("refused", perSecond, "per-second", { href: budgetHref() })] : []),
        ...lostOf(facts),
      ],
      explains: [{ code: "traces-path-silent" }],
    }),
  ];
}

/** Spans that the gate's log shows as lost so far. */
export function lostOf({ losses }: Facts): Finding["evidence"] {
  if (losses.state !== "ready") return [];
  const { spans, pushes } = losses.value;
  return [figure("lost-pushes", pushes, "count"), ...(spans === null ? [] : [figure("lost-spans", spans, "count")])];
}
