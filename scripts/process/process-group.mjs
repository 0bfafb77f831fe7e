import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const graceMs = 10_000;
const afterKillMs = 2000;

/** Whether the process group still had members to signal. @param {number} pid @param {NodeJS.Signals | 0} signal */
function signalGroup(pid, signal) {
  // Groups 0 and 1 would be our own and everybody's.
  if (pid <= 1) return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * State letter, group and start time of a process, from /proc; undefined when it is gone or the system has no /proc.
 * @param {string | number} pid
 * @returns {{ state: string, group: number, startedAt: string } | undefined}
 */
export function processStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces; field 3 follows it.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", group: Number(fields[2]), startedAt: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}

/** Ended processes that nobody has collected yet count as members for `kill`, so they are looked at. @param {number} pid */
function groupRuns(pid) {
  if (!signalGroup(pid, 0)) return false;
  const leader = processStat(pid);
  if (leader && leader.state !== "Z") return true;
  if (!processStat("self")) return true;
  const members = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return members.map(processStat).some((stat) => stat?.group === pid && stat.state !== "Z");
}

/** SIGTERM to a process group, SIGKILL to what is left after the grace. @param {number} pid */
export async function stopGroup(pid) {
  if (!signalGroup(pid, "SIGTERM")) return;
  const killAt = Date.now() + graceMs;
  while (groupRuns(pid) && Date.now() < killAt + afterKillMs) {
    if (Date.now() >= killAt) signalGroup(pid, "SIGKILL");
    await sleep(25);
  }
}
