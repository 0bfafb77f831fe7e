import "server-only";

// The console's side of the gate as a process of its own, with the part of instrumentation.ts that it needs: for tests
// that kill it and for benchmarks, without a build of the pages.
import { startInternalListener } from "@/lib/runtime/internal-listener";
import { startKeepingTokens } from "@/lib/tokens/keep-tokens";
import { startIngest } from "@/lib/tokens/start-ingest";

startIngest();
startKeepingTokens();
if (!(await startInternalListener())) throw new Error("The internal port cannot be had.");
