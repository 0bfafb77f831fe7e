import { formatBytes } from "@/lib/format/bytes";
import { type Health, worstHealth } from "@/lib/measured";
import { type BudgetService, serviceBudgets } from "@/lib/plan/budget";
import type { ProgramSubject } from "@/lib/resources/sample-types";
import type { BudgetRow, HostNow, MemoryNow } from "./budget-types";

/**
 * Shares of a limit or cap from which a row warns, and from which it is bad. Badger enforces no cap, hence a warning at
 * 80 %.
 */
const warnShare = 0.8;
const badShare = 0.95;

type Finding = { health: Health; text: string };
type Facts = Pick<BudgetRow, "subject" | "limitBytes" | "now" | "peakBytes" | "disk" | "oomKills"> & {
  /** Why there are no figures, when there are none. */
  missing: string;
  host: Pick<HostNow, "memTotalBytes" | "swapTotalBytes"> | null;
};

const budgetOf = (subject: ProgramSubject) =>
  subject === "console" || subject === "proxy" ? null : serviceBudgets[subject satisfies BudgetService];

/** Whether a container may use all of the host's memory; Docker then gives that as its limit. */
export function isUnlimited(
  { enforcedLimitBytes: enforced }: Pick<MemoryNow, "enforcedLimitBytes">,
  host: Pick<HostNow, "memTotalBytes"> | null,
): boolean {
  return enforced === null || (host !== null && enforced >= host.memTotalBytes);
}

function judgeMemory({ limitBytes, now, peakBytes, host, missing }: Facts): Finding[] {
  if (!now) return [{ health: "unknown", text: missing }];
  if (limitBytes === null) return [];
  const findings: Finding[] = [];
  const share = now.memoryBytes / Math.min(limitBytes, now.enforcedLimitBytes ?? limitBytes);
  const health = share >= badShare ? "bad" : share >= warnShare ? "warn" : "ok";
  if (health !== "ok") findings.push({ health, text: `Memory is at ${Math.round(share * 100)} % of its limit.` });
  else if (peakBytes !== null && peakBytes >= limitBytes * badShare) {
    const left = formatBytes(Math.max(0, limitBytes - peakBytes));
    const text = `Its peak in this range was ${formatBytes(peakBytes)} of ${formatBytes(limitBytes)}: ${left} short of being killed.`;
    findings.push({ health: "warn", text });
  }
  const enforced = now.enforcedLimitBytes;
  if (now.source === "docker" && enforced !== limitBytes) {
    const limit = isUnlimited(now, host) ? "has no memory limit" : `is limited to ${formatBytes(enforced ?? 0)}`;
    findings.push({ health: "warn", text: `Its container ${limit}; the plan says ${formatBytes(limitBytes)}.` });
  }
  return findings;
}

function judgeSwap({ subject, host }: Facts): Finding[] {
  const needed = budgetOf(subject)?.swapNeededBytes ?? 0;
  if (needed === 0 || host === null || host.swapTotalBytes >= needed) return [];
  const has = host.swapTotalBytes === 0 ? "no swap" : `${formatBytes(host.swapTotalBytes)} of swap`;
  const text = `The host has ${has}. Within 256 MiB and without ${formatBytes(needed)} of swap beside it, Jaeger is killed by the kernel when a burst of spans fills badger's tables.`;
  return [{ health: "warn", text }];
}

function judgeDisk({ subject, disk }: Facts): Finding[] {
  if (!disk || disk.capBytes === null) return [];
  const share = disk.bytes / disk.capBytes;
  if (share < warnShare) return [];
  const enforced = subject === "jaeger" ? " Nothing enforces the cap: badger goes on writing." : "";
  const text = `Disk is at ${Math.round(share * 100)} % of ${formatBytes(disk.capBytes)}.${enforced}`;
  return [{ health: share >= badShare ? "bad" : "warn", text }];
}

/** The state of a row and its reasons, the worst first. A row without figures is unknown, never ok. */
export function judgeRow(facts: Facts): Pick<BudgetRow, "health" | "reasons"> {
  const findings = [...judgeMemory(facts), ...judgeDisk(facts), ...judgeSwap(facts)];
  if (facts.oomKills > 0) {
    const times = facts.oomKills === 1 ? "once" : `${facts.oomKills} times`;
    findings.push({ health: "bad", text: `The kernel killed it ${times} in this range for want of memory.` });
  }
  const health = worstHealth(["ok", ...findings.map((finding) => finding.health)]);
  const order: Health[] = ["bad", "warn", "unknown", "ok"];
  const sorted = findings.toSorted((a, b) => order.indexOf(a.health) - order.indexOf(b.health));
  return { health, reasons: sorted.map(({ text }) => text) };
}
