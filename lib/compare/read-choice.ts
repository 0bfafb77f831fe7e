import "server-only";
import { env } from "@/lib/runtime/env";
import { findDeploy } from "@/lib/timeline/find-deploy";
import { slotStartMs } from "@/lib/upstream/slot";
import { type Chosen, deployWindows, freeWindows, weekWindows } from "./choose-windows";

export const compareKinds = ["deploy", "week", "free"] as const;
export type CompareKind = (typeof compareKinds)[number];
export type CompareTexts = Record<"beforeStart" | "beforeEnd" | "afterStart" | "afterEnd", string>;

/** The windows that were asked for, or why they cannot be compared; `deploy` is the id of one, else it is the newest. */
export async function readChoice(kind: CompareKind, texts: CompareTexts, deploy?: string): Promise<Chosen> {
  const nowMs = slotStartMs(Date.now(), env().OBS_SCRAPE_INTERVAL_SECONDS * 1000);
  if (kind === "week") return { ok: true, windows: weekWindows(nowMs) };
  if (kind === "free") return freeWindows(texts);
  const found = await findDeploy(deploy);
  if ("reason" in found) return { ok: false, reason: found.reason };
  const { event, nextAtMs } = found;
  return deployWindows({ title: event.title, atMs: event.atMs, nextAtMs }, nowMs);
}
