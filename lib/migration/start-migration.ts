import "server-only";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { lookAtHosts, lookEveryMs } from "./look-at-hosts";

/** Looks at the hosts' names every ten minutes, once per process, so that it is known since when a TTL is low. */
export function startMigration(): void {
  processState("migration.loop", () =>
    runEvery({ name: "migration", everyMs: lookEveryMs, firstMs: 90_000 }, lookAtHosts),
  );
}
