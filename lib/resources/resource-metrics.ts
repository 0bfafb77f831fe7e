import "server-only";
import { Gauge } from "prom-client";
import { budgetServices, serviceBudgets } from "@/lib/plan/budget";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { liveState } from "./live-state";
import { hostFigures } from "./types";

const snake = (figure: string) => figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The newest samples as metrics of the console; what is unknown has no series. */
export function registerResourceMetrics(): void {
  const registers = [consoleMetrics().registry];
  const figures = ["memoryBytes", "anonBytes", "cacheBytes", "swapBytes", "cpuCores"] as const;
  for (const figure of figures) {
    new Gauge({
      name: `obs_resource_${snake(figure)}`,
      help: `Newest ${figure} of a program of the stack, by the source it comes from.`,
      labelNames: ["subject", "source"] as const,
      registers,
      collect() {
        this.reset();
        for (const [subject, sample] of liveState().programs) {
          const value = sample[figure];
          if (value !== null) this.set({ subject, source: sample.source }, value);
        }
      },
    });
  }
  new Gauge({
    name: "obs_resource_disk_bytes",
    help: "Allocated bytes of a data directory.",
    labelNames: ["subject"] as const,
    registers,
    collect() {
      this.reset();
      for (const [subject, { bytes, complete }] of liveState().directories) if (complete) this.set({ subject }, bytes);
    },
  });
  const limit = new Gauge({
    name: "obs_resource_limit_bytes",
    help: "Memory limit of a service in the plan.",
    labelNames: ["subject"] as const,
    registers,
  });
  for (const service of budgetServices) limit.set({ subject: service }, serviceBudgets[service].limitBytes);
  for (const figure of hostFigures) {
    new Gauge({
      name: `obs_host_${snake(figure)}`,
      help: `Newest ${figure} of the host.`,
      registers,
      collect() {
        this.remove();
        const value = liveState().host?.[figure] ?? null;
        if (value !== null) this.set(value);
      },
    });
  }
}
