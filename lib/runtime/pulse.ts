import "server-only";
import { Gauge } from "prom-client";
import { consoleMetrics } from "./metrics";
import { processState } from "./process-state";

type Pulse = { atMs: number; maxAgeMs: number; isFailing: boolean };
type Report = { atMs?: number; maxAgeMs?: number; isFailing?: boolean };

/** A loop that runs several times a minute counts as stopped after this long. */
export const pulseMaxAgeMs = 5 * 60_000;

const pulses = () =>
  processState("runtime.pulses", () => {
    const known = new Map<string, Pulse>();
    const registers = [consoleMetrics().registry];
    const labelNames = ["loop"] as const;
    new Gauge({
      name: "obs_console_loop_pulse_timestamp_seconds",
      help: "When a background loop last finished a turn that counts.",
      labelNames,
      registers,
      collect() {
        for (const [loop, { atMs }] of known) this.set({ loop }, atMs / 1000);
      },
    });
    new Gauge({
      name: "obs_console_loop_failing",
      help: "1 while the last turn of a background loop failed.",
      labelNames,
      registers,
      collect() {
        for (const [loop, { isFailing }] of known) this.set({ loop }, isFailing ? 1 : 0);
      },
    });
    return known;
  });

/** Records a turn of a loop: the heartbeat goes out only while all loops have a pulse. */
export function reportPulse(loop: string, report: Report = {}): void {
  const { atMs = Date.now(), maxAgeMs = pulseMaxAgeMs, isFailing = false } = report;
  pulses().set(loop, { atMs, maxAgeMs, isFailing });
}

/** Records that a loop's turn failed; its pulse keeps ageing. */
export function reportFailure(loop: string): void {
  const pulse = pulses().get(loop);
  if (pulse) pulse.isFailing = true;
}

/** Forgets a loop that was stopped on purpose. */
export function forgetPulse(loop: string): void {
  pulses().delete(loop);
}

/** Names of the loops that have not done their work lately; a loop that never reported is not known here. */
export function stoppedLoops(nowMs = Date.now()): string[] {
  return [...pulses()].filter(([, { atMs, maxAgeMs }]) => nowMs - atMs > maxAgeMs).map(([loop]) => loop);
}
