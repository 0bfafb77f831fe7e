import "server-only";
import { spawn } from "node:child_process";
import { type Actor, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { RefusedError } from "@/lib/web/action-result";

const running = () => processState("migration.rehearsal", () => ({ isRunning: false }));

/** Whether this console can rehearse by itself; in a container it cannot, and the page shows the command. */
export const mayRehearse = () => env().OBS_MOVE_SCRIPT !== undefined;

/**
 * Starts a rehearsal beside the running stack: the same script against a directory of this box. It goes on by itself;
 * its steps are in its record. Needs a proof that it is the admin, since it takes the disk of a whole copy. Throws
 * `AuthorityError`, and `RefusedError` when one runs or this console cannot.
 */
export async function startRehearsal(actor: Actor, now = new Date()): Promise<void> {
  assertSteppedUp(actor, now.getTime());
  const script = env().OBS_MOVE_SCRIPT;
  if (!script) throw new RefusedError("not-here", "This console cannot start it. Run the command that the page shows.");
  const state = running();
  if (state.isRunning) throw new RefusedError("too-late", "A rehearsal runs already.");
  state.isRunning = true;
  try {
    await writeTransaction(async (tx) => {
      // The transaction's first write, before the head of the audit chain is read.
      await tx.collectorState.upsert({
        where: { key: "migration-rehearsal" },
        create: { key: "migration-rehearsal", value: JSON.stringify(now.getTime()) },
        update: { value: JSON.stringify(now.getTime()) },
      });
      const subject = { kind: "move", id: "rehearsal", name: "Rehearsal" };
      await recordAudit(tx, { actor, action: "move.rehearse", subject }, now);
    });
  } catch (error) {
    state.isRunning = false;
    throw error;
  }
  const child = spawn(process.execPath, [script, "rehearse"], {
    stdio: "ignore",
  });
  const end = (outcome: string) => {
    state.isRunning = false;
    logger().info({ outcome }, "the rehearsal of a move has ended");
  };
  child.on("error", ({ message }) => end(message));
  child.on("exit", (code, signal) => end(signal ?? `exit code ${code}`));
}
