import "server-only";
import { listAlerts } from "@/lib/notify/list-alerts";
import type { CompareKind } from "@/lib/ranges/compare-kinds";
import { env } from "@/lib/runtime/env";
import { findDeploy } from "@/lib/timeline/find-deploy";
import { slotStartMs } from "@/lib/upstream/slot";
import { alertWindows, type Chosen, deployWindows, freeWindows, hourWindows, weekWindows } from "./choose-windows";

export type CompareTexts = Record<"beforeStart" | "beforeEnd" | "afterStart" | "afterEnd", string>;
/** Which deploy or alert is meant, by its id; without one the newest deploy, or the newest alert that is open. */
type Meant = { deploy?: string; alert?: string };

/** The windows that were asked for, or why they cannot be compared. */
export async function readChoice(kind: CompareKind, texts: CompareTexts, meant: Meant = {}): Promise<Chosen> {
  const nowMs = slotStartMs(Date.now(), env().OBS_SCRAPE_INTERVAL_SECONDS * 1000);
  if (kind === "week") return { ok: true, windows: weekWindows(nowMs) };
  if (kind === "hour") return { ok: true, windows: hourWindows(nowMs) };
  if (kind === "free") return freeWindows(texts);
  if (kind === "alert") return chooseAlert(meant.alert, nowMs);
  const found = await findDeploy(meant.deploy);
  if ("reason" in found) return { ok: false, reason: found.reason };
  const { event, nextAtMs } = found;
  return deployWindows({ title: event.title, atMs: event.atMs, nextAtMs }, nowMs);
}

async function chooseAlert(id: string | undefined, nowMs: number): Promise<Chosen> {
  const { open, over } = await listAlerts();
  const newest = open.toSorted((a, b) => b.raisedAtMs - a.raisedAtMs)[0];
  const alert = id === undefined ? newest : [...open, ...over].find((one) => one.id === id);
  if (alert) return alertWindows({ ...alert, endedAtMs: alert.resolved?.atMs ?? null }, nowMs);
  return { ok: false, reason: id === undefined ? "No alert is open." : "This alert is not known any more." };
}

/** What there is to compare where nobody chose: since the open alert, else since the last deploy, else the last hour. */
export async function chooseDefault(): Promise<{ kind: CompareKind; chosen: Chosen }> {
  const texts = { beforeStart: "", beforeEnd: "", afterStart: "", afterEnd: "" };
  for (const kind of ["alert", "deploy"] as const) {
    const chosen = await readChoice(kind, texts);
    if (chosen.ok) return { kind, chosen };
  }
  return { kind: "hour", chosen: await readChoice("hour", texts) };
}
