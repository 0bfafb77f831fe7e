import "server-only";
import { processState } from "@/lib/runtime/process-state";
import { evaluateRollout } from "./evaluate-rollout";
import type { Rollout } from "./types";

/** How often the console looks by itself. */
export const lookEveryMs = 5 * 60_000;
/** On demand at most this often: a look asks Jaeger a dozen times. */
const demandEveryMs = 10_000;

type Kept = { latest: Rollout | null; running: Promise<Rollout> | null };
const kept = () => processState("rollout.latest", (): Kept => ({ latest: null, running: null }));

/** Looks now, or waits for the look under way. Rejects as `evaluateRollout` does. */
export function lookAtRollout(): Promise<Rollout> {
  const state = kept();
  state.running ??= evaluateRollout()
    .then((rollout) => {
      state.latest = rollout;
      return rollout;
    })
    .finally(() => {
      state.running = null;
    });
  return state.running;
}

/** The newest look, made now where there is none or it is too old. `fresh` asks for one now, at most every 10 s. */
export async function loadRollout({ fresh = false }: { fresh?: boolean } = {}): Promise<Rollout> {
  const { latest } = kept();
  const ageMs = latest ? Date.now() - latest.evaluatedAtMs : Number.POSITIVE_INFINITY;
  return latest && ageMs < (fresh ? demandEveryMs : lookEveryMs) ? latest : lookAtRollout();
}
