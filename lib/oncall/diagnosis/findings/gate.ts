import { tokensHref } from "@/lib/links/routes";
import type { FindingCode } from "../codes";
import type { Facts } from "../facts/types";
import type { Finding } from "../types";
import { figure, finding } from "./bits";

const bothPaths: FindingCode[] = [
  ...(["metrics-path-silent", "metrics-store-refuses", "vmagent-catches-up"] as const),
  ...(["traces-path-silent", "traces-store-refuses"] as const),
];

/** The gate does not answer, or with an error: nothing can get in, on either path. */
export function findGateDown({ gate }: Facts): Finding[] {
  if (gate.state === "error") {
    return [
      finding({
        code: "gate-down",
        place: "gate",
        severity: "bad",
        reason: gate.failure.kind,
        evidence: [figure("answer", gate.failure.message, "text"), figure("asked", gate.askedAtMs, "at")],
        explains: bothPaths.map((code) => ({ code })),
      }),
    ];
  }
  if (gate.state !== "ready" || gate.value.status === 401 || gate.value.status === 429) return [];
  const { status } = gate.value;
  // Taking a write without a token is no error to senders, and the gravest one to us.
  const isOpen = status >= 200 && status < 300;
  return [
    finding({
      code: isOpen ? "gate-open" : "gate-fails",
      place: "gate",
      severity: "bad",
      reason: String(status),
      evidence: [figure("status", status, "status")],
      explains: isOpen ? [] : bothPaths.map((code) => ({ code })),
    }),
  ];
}

const proofMs = 4 * 60_000;

/** The gate is up and its log does not reach the console: refused pushes would go unseen. */
export function findGateLogSilent(facts: Facts): Finding[] {
  const { gate, gateLog, nowMs, startedAtMs } = facts;
  if (gate.state !== "ready" || gate.value.status !== 401 || gateLog.state !== "ready") return [];
  if (gateLog.value.isProven || nowMs - startedAtMs < proofMs) return [];
  const { provenAtMs } = gateLog.value;
  return [
    finding({
      code: "gate-log-silent",
      place: "gate",
      severity: "warn",
      sinceMs: provenAtMs,
      evidence: provenAtMs === null ? [] : [figure("last-line", provenAtMs, "at", { href: tokensHref() })],
    }),
  ];
}
