import "server-only";
import { HostError } from "./ask-host";
import { type Check, type CheckResult, type Deployment, type Outcome, unknown } from "./types";

/** Longer than any check's own waits. */
const timeoutMs = 60_000;

const late = () =>
  new Promise<never>((_, reject) => setTimeout(() => reject(new HostError("ETIMEDOUT")), timeoutMs).unref());

function outcomeOf(error: unknown): Outcome {
  const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  return unknown("check-failed", "check", { reason });
}

async function runOne(check: Check, deployment: Deployment): Promise<CheckResult> {
  const startedAt = performance.now();
  const outcomes = await Promise.race([check.run(deployment), late()]).catch((error: unknown) => [outcomeOf(error)]);
  const { name, place, title } = check;
  return { name, place, title, durationMs: Math.round(performance.now() - startedAt), outcomes };
}

/** Runs the checks at the same time; one that cannot be run is "unknown" and holds up no other. Never throws. */
export function runChecks(checks: readonly Check[], deployment: Deployment): Promise<CheckResult[]> {
  return Promise.all(checks.map((check) => runOne(check, deployment)));
}
