import "server-only";
import { env } from "@/lib/env";
import { slotStartMs } from "@/lib/http/slot";
import { type Chosen, deployWindows, freeWindows, weekWindows } from "./choose-windows";
import { loadNewestStart } from "./load-compare";

export const compareKinds = ["deploy", "week", "free"] as const;
export type CompareKind = (typeof compareKinds)[number];
export type CompareTexts = Record<"beforeStart" | "beforeEnd" | "afterStart" | "afterEnd", string>;

/** The windows that were asked for, or why they cannot be compared. Throws `UpstreamError` for "deploy". */
export async function readChoice(kind: CompareKind, texts: CompareTexts): Promise<Chosen> {
  const nowMs = slotStartMs(Date.now(), env().OBS_SCRAPE_INTERVAL_SECONDS * 1000);
  if (kind === "week") return { ok: true, windows: weekWindows(nowMs) };
  if (kind === "free") return freeWindows(texts);
  return deployWindows(await loadNewestStart(), nowMs);
}
