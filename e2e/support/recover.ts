import { execFileSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** `npm run recover` on the data of a running console; the password that it printed. */
export function recoverAccount(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string },
  email: string,
): string {
  const env = { ...process.env, OBS_DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
  const text = execFileSync(process.execPath, ["scripts/recover.mjs", email], { cwd: root, env, encoding: "utf8" });
  return /Password\s+(\S+)/.exec(text)?.[1] ?? "";
}
