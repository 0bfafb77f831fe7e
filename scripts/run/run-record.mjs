import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { processStat, stopGroup } from "../process/process-group.mjs";

/** @typedef {{ pid: number, startedAt: string }} ProcessId a pid and when it started, since pids are used again */
/** @typedef {ProcessId & { url: string, children: (ProcessId & { name: string })[] }} RunRecord */

/**
 * When a running process started, in a form only good for comparing; empty when it does not run. Where the system
 * has no /proc, "alive" is all that can be said.
 * @param {number} pid
 */
export function startOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return "";
  }
  const stat = processStat(pid);
  // Z: ended, only not collected yet.
  if (stat) return stat.state === "Z" ? "" : stat.startedAt;
  return processStat("self") ? "" : "alive";
}

/** @param {ProcessId} id */
const runs = ({ pid, startedAt }) => startedAt !== "" && startOf(pid) === startedAt;

/**
 * Shuts a data directory to everybody but its owner. Throws with the command where that is not this user.
 * @param {string} dir
 */
function tighten(dir) {
  if ((statSync(dir).mode & 0o077) === 0) return;
  try {
    chmodSync(dir, 0o700);
  } catch {
    throw new Error(`Others can read ${dir}, and it is not this user's to change. Run: sudo chmod 700 ${dir}`);
  }
}

/** @param {string} file @returns {RunRecord | undefined} */
function readRecord(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Claims a data directory for this process. Throws when a start that still runs has it; stops what a start that was
 * killed left behind.
 * @param {{ dataDir: string, url: string, log: (line: string) => void }} options
 * @returns {Promise<{ update: (children: { name: string, pid: number }[]) => void, release: () => void }>}
 */
export async function claimDataDir({ dataDir, url, log }) {
  const file = path.join(dataDir, "run.json");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  tighten(dataDir);
  const before = readRecord(file);
  if (before && runs(before)) {
    throw new Error(
      `It already runs: ${before.url} (process ${before.pid}). Stop that one first, or set OBS_DATA_DIR and the ports for a second one.`,
    );
  }
  const orphans = before?.children.filter(runs) ?? [];
  for (const { name, pid } of orphans)
    log(`Stopping ${name} (process ${pid}), left behind by a start that was killed.`);
  await Promise.all(orphans.map(({ pid }) => stopGroup(pid)));
  rmSync(file, { force: true });

  /** @param {RunRecord["children"]} children */
  const textOf = (children) => JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid), url, children });
  // "wx": of two starts at the same moment, one fails here.
  writeFileSync(file, textOf([]), { flag: "wx", mode: 0o600 });
  return {
    update: (children) => {
      const ids = children.map(({ name, pid }) => ({ name, pid, startedAt: startOf(pid) }));
      writeFileSync(`${file}.new`, textOf(ids), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}
