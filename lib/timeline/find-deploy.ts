import "server-only";
import { secondsOf } from "@/lib/ranges/ranges";
import { loadDeploys } from "./load-deploys";
import { lastWindow } from "./read-window";
import type { TimelineEvent } from "./types";

/** A deploy, and when the next one replaced it; null when it is the newest. */
export type FoundDeploy = { event: TimelineEvent; nextAtMs: number | null };

/**
 * The deploy with that id, or the newest of the last 7 days; where nothing was deployed, the API's newest start. When
 * there is none, the reason in words.
 */
export async function findDeploy(id?: string): Promise<FoundDeploy | { reason: string }> {
  const { events, unknown } = await loadDeploys(lastWindow(secondsOf("7d")));
  const deploys = events.filter(({ kind }) => kind === "deploy");
  const event = id === undefined ? (deploys.at(-1) ?? events.at(-1)) : events.find((one) => one.id === id);
  if (event) return { event, nextAtMs: deploys.find(({ atMs }) => atMs > event.atMs)?.atMs ?? null };
  if (unknown.length > 0) return { reason: unknown.map(({ reason }) => reason).join(" ") };
  if (id !== undefined) return { reason: "This deploy is not known, or no longer among those of the last 7 days." };
  return { reason: "No deploy and no start of the API is known of the last 7 days." };
}
