import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Actor, assertUser } from "@/lib/actor/actor";
import { env } from "@/lib/runtime/env";
import { type VerifyReport, verifyReportSchema } from "./report";

export type LoadedReport = { state: "absent" } | { state: "unreadable" } | { state: "ready"; report: VerifyReport };

/** The newest report that verify.sh left for the console. Throws `AuthorityError` without a session. */
export async function loadVerifyReport(actor: Actor): Promise<LoadedReport> {
  assertUser(actor);
  return await readVerifyReport();
}

/** The same without a check of the actor, for what rests on it, such as whether a move may begin. */
export async function readVerifyReport(): Promise<LoadedReport> {
  let text: string;
  try {
    text = await readFile(path.join(env().OBS_DATA_DIR, "verify-report.json"), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { state: "absent" };
    return { state: "unreadable" };
  }
  try {
    return { state: "ready", report: verifyReportSchema.parse(JSON.parse(text)) };
  } catch {
    return { state: "unreadable" };
  }
}
