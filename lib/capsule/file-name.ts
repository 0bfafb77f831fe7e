import { formatIso } from "@/lib/format/time";
import type { CapsuleInfo } from "./types";

/** "honeydue-capsule-20261125T180300Z-k3v9x2.html": nothing of what people wrote, so safe on any disk. */
export function fileNameOf({ id, window }: Pick<CapsuleInfo, "id" | "window">, format: "html" | "json"): string {
  const at = formatIso(window.endMs, { utc: true }).replace(/[-:]/g, "");
  return `honeydue-capsule-${at}-${id.replace(/[^a-z0-9]/gi, "").slice(-6)}.${format}`;
}
