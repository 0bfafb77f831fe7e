import "server-only";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { collectContainerEvents } from "./container-events";
import { collectKernelLog } from "./kernel-log/collect-kernel-log";
import { registerResourceMetrics } from "./resource-metrics";
import { runRetentionProbes } from "./retention/run-retention-probes";
import { runSampler } from "./sampler";

/** Starts everything that measures memory, disk and the kernel's kills, once per process; returns how to stop it. */
export function startCollectors(): AbortController {
  return processState("resources.collectors", () => {
    const controller = new AbortController();
    const { signal } = controller;
    registerResourceMetrics();
    runSampler(signal);
    const fail = (what: string) => (err: unknown) => logger().error({ err }, `${what} ended`);
    void collectContainerEvents(signal).catch(fail("the collector of Docker's events"));
    void collectKernelLog(signal).catch(fail("the collector of the kernel log"));
    void runRetentionProbes(signal).catch(fail("the retention probes"));
    return controller;
  });
}
