import "server-only";
import { startGate } from "@/lib/gate/start-gate";
import { internalHandlers } from "@/lib/runtime/internal-listener";
import { answerIngestAuth } from "./ingest-auth";

/** Starts what ingest needs of the console: the answer to the gate's questions first, then the reading of its log. */
export function startIngest(): void {
  internalHandlers().set("GET /ingest-auth", answerIngestAuth);
  startGate();
}
