import "server-only";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { stopping } from "@/lib/runtime/stopping";
import { collectContainerEvents } from "./container-events";
import { collectKernelLog } from "./kernel-log/collect-kernel-log";
import { registerResourceMetrics } from "./resource-metrics";
import { runRetentionProbes } from "./retention/run-retention-probes";
import { runSampler } from "./sampler";

/** Starts everything that measures memory, disk and the kernel's kills, once per process. */
export function startCollectors(): void {
  processState("resources.collectors", () => {
    registerResourceMetrics();
    runSampler();
    runRetentionProbes();
    const fail = (what: string) => (err: unknown) => logger().error({ err }, `${what} ended`);
    void collectContainerEvents(stopping()).catch(fail("the collector of Docker's events"));
    void collectKernelLog(stopping()).catch(fail("the collector of the kernel log"));
    return true;
  });
}
