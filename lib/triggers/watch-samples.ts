import "server-only";
import { formatAge } from "@/lib/format/quantity";
import { triggersHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { loadSamples } from "@/lib/resources/load-samples";
import { memoryFigure } from "./judge-memory";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const key = "samples:host";
const tellAfterMs = 15 * minuteMs;
const backWithinMs = 3 * minuteMs;

/**
 * Raises an alert when the host is no longer sampled, since the memory trigger is blind then. A host that was never
 * sampled is a matter of setup, not an incident. Throws as Prisma does.
 */
export async function watchSamples(nowMs: number): Promise<void> {
  const points = await loadSamples({ ...memoryFigure, fromMs: nowMs - dayMs, toMs: nowMs });
  const newest = points.at(-1);
  if (!newest) return;
  const ageMs = nowMs - newest.atMs - minuteMs;
  const now = new Date(nowMs);
  if (ageMs > tellAfterMs) {
    const text = `The newest sample of available memory is ${formatAge(ageMs)} old: a shortage of memory would go unnoticed.`;
    const title = "The host is not sampled";
    await raiseAlert({ key, severity: "warn", title, text, href: triggersHref() }, now);
  } else if (ageMs <= backWithinMs) {
    await resolveAlert(key, "The host is sampled again.", now);
  }
}
