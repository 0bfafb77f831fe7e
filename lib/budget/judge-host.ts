import { formatBytes } from "@/lib/format/bytes";
import type { Health } from "@/lib/measured";
import { hostSwapNeededBytes } from "@/lib/plan/budget";
import type { HostNow } from "./budget-types";

/** Percentages of a minute in which some work, or all work, waited for memory. */
const somePressureWarn = 10;
const fullPressureBad = 5;
const diskFreeWarnShare = 0.1;

/** What is worth saying about the host, a sentence each with its state; empty when all is well. */
export function judgeHost(host: HostNow | null): { health: Health; text: string }[] {
  if (!host) return [{ health: "unknown", text: "The host's memory cannot be read." }];
  const notes: { health: Health; text: string }[] = [];
  if (host.psiFullAvg60 !== null && host.psiFullAvg60 >= fullPressureBad) {
    notes.push({
      health: "bad",
      text: `All work waited for memory ${host.psiFullAvg60.toFixed(1)} % of the last minute.`,
    });
  } else if (host.psiSomeAvg60 !== null && host.psiSomeAvg60 >= somePressureWarn) {
    notes.push({
      health: "warn",
      text: `Some work waited for memory ${host.psiSomeAvg60.toFixed(1)} % of the last minute.`,
    });
  }
  if (host.swapTotalBytes < hostSwapNeededBytes) {
    const has = host.swapTotalBytes === 0 ? "no swap" : `${formatBytes(host.swapTotalBytes)} of swap`;
    notes.push({
      health: "warn",
      text: `The host has ${has}; the stack wants ${formatBytes(hostSwapNeededBytes)}, for Jaeger. A swap file will do: fallocate -l 512M /swapfile, chmod 600, mkswap, swapon.`,
    });
  }
  if (host.diskFreeBytes !== null && host.diskTotalBytes !== null) {
    const share = host.diskFreeBytes / host.diskTotalBytes;
    if (share < diskFreeWarnShare) {
      notes.push({
        health: "warn",
        text: `The data disk has ${formatBytes(host.diskFreeBytes)} free, ${Math.round(share * 100)} %.`,
      });
    }
  }
  return notes;
}
