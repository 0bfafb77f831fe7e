import "server-only";
import { startGate } from "@/lib/gate/start-gate";
import { internalHandlers } from "@/lib/runtime/internal-listener";
import { answerIngestAuth } from "./ingest-auth";

/** Starts what ingest needs of the console: first answering the gate's questions, then reading its log. */
export function startIngest(): void {
  internalHandlers().set("GET /ingest-auth", answerIngestAuth);
  startGate();
}
