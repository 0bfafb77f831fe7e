import type { KernelLogCoverage } from "../types";

const nothingMissing = null;

/** What each source of OOM kills means, in words. */
export function coverageText(
  source: KernelLogCoverage["source"],
  reason: string,
): Pick<KernelLogCoverage, "text" | "cannotTell"> {
  if (source === "journal-file") {
    return {
      text: "Relies on the kernel log that the host unit honeydue-obs-kernel-log keeps.",
      cannotTell: nothingMissing,
    };
  }
  if (source === "kmsg") return { text: "Relies on the kernel log, /dev/kmsg.", cannotTell: nothingMissing };
  if (source === "vmstat") {
    return {
      text: `Relies on the counter oom_kill of /proc/vmstat alone. ${reason}`,
      cannotTell: "It says that something was killed, not whose process: ClickHouse's or ours, it cannot say.",
    };
  }
  return { text: `No source of OOM kills can be read. ${reason}`, cannotTell: "Whether the kernel killed anything." };
}
