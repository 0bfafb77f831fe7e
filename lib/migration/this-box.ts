import "server-only";
import path from "node:path";
import { isMoved, plainPlaces } from "@/lib/plan/moved-places";
import { stackPaths } from "@/lib/plan/stack";
import { env } from "@/lib/runtime/env";
import type { Box } from "./runbook";

/** This box: one that `npm start` runs, which has told where its script is, or an installed one. */
export function thisBox(): Box {
  const { OBS_MOVE_SCRIPT, OBS_DATA_DIR } = env();
  return OBS_MOVE_SCRIPT
    ? { kind: "plain", script: OBS_MOVE_SCRIPT, dataDir: path.resolve(OBS_DATA_DIR) }
    : { kind: "installed" };
}

/** Files without which the stack does not start elsewhere, or starts with other secrets; and whether each is copied. */
export function secretFiles(box: Box): { path: string; listed: boolean }[] {
  if (box.kind === "plain") {
    const files = ["console.db", "keys.json", "nextauth-secret", "internal-secret", "gate-token/token", "gate/deny"];
    return files.map((file) => ({ path: path.join(box.dataDir, file), listed: isMoved(file, plainPlaces) }));
  }
  const { envFile, secrets, data, database, token, gateSecret, denyDir } = stackPaths();
  const keys = `${data}/console/keys.json`;
  const files = [envFile, `${secrets}/grafana/admin-password`, database, keys, token, gateSecret, denyDir];
  return files.map((file) => ({ path: file, listed: isMoved(file.slice(1)) }));
}
