import "server-only";
import { triggersHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { loadFirings, loadOpenFirings } from "./load-firings";
import { triggerTitles } from "./titles";
import { triggerNames } from "./types";

const keyOf = (name: string) => `trigger:${name}`;

/**
 * Brings the alerts in line with what fires now: from the stored state, not from the moment of change, so that a crash
 * between firing and alerting loses nothing. Throws as Prisma does; raising an alert never throws.
 */
export async function tellTriggers(now = new Date()): Promise<void> {
  const [open, all] = await Promise.all([loadOpenFirings(), loadFirings()]);
  for (const name of triggerNames) {
    const firing = open.find(({ trigger }) => trigger === name);
    if (firing) {
      const title = `Move off this host: ${triggerTitles[name]}`;
      const text = `${firing.reason}.`.replace(/\.\.$/, ".");
      await raiseAlert({ key: keyOf(name), severity: "bad", title, text, href: triggersHref() }, now);
    } else {
      const last = all.find(({ trigger }) => trigger === name);
      await resolveAlert(keyOf(name), last?.cleared?.reason ?? "It no longer fires.", now);
    }
  }
}
