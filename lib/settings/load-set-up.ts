import "server-only";
import type { Route } from "next";
import type { Actor } from "@/lib/actor/actor";
import { mayManage } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { notificationsHref, rolloutHref, settingsHref, usersHref } from "@/lib/links/routes";
import { env } from "@/lib/runtime/env";
import { thresholdsSetting } from "./load-thresholds";

/** One thing that is still to do: what happens without it, and where it is done. */
type SetUpItem = {
  code: "channel" | "second-admin" | "limits" | "grafana";
  text: string;
  href: Route;
  act: string;
};

/**
 * What is unfinished of the set-up, most urgent first; empty for a viewer, who can do none of it. Throws as Prisma
 * does.
 */
export async function loadSetUp(actor: Actor): Promise<SetUpItem[]> {
  if (!mayManage(actor)) return [];
  const [channels, admins, limits] = await Promise.all([
    db().notifyChannel.count({ where: { enabled: true } }),
    db().user.count({
      where: { role: "admin", disabledAt: null, OR: [{ passwordHash: { not: null } }, { oidcSubject: { not: null } }] },
    }),
    db().setting.count({ where: { key: thresholdsSetting.key } }),
  ]);
  const { GRAFANA_PUBLIC_URL, OBS_GRAFANA_URL } = env();
  const items: (SetUpItem | null)[] = [
    channels > 0
      ? null
      : {
          code: "channel",
          text: "Nobody is told of alerts: no channel is set up.",
          href: notificationsHref(),
          act: "Add a channel",
        },
    admins > 1
      ? null
      : {
          code: "second-admin",
          text: "You are the only admin: without your phone nobody gets in.",
          href: usersHref(),
          act: "Invite a second admin",
        },
    limits > 0
      ? null
      : {
          code: "limits",
          text: "The verdict uses default limits, which may not be yours.",
          href: settingsHref(),
          act: "Set your limits",
        },
    GRAFANA_PUBLIC_URL || OBS_GRAFANA_URL
      ? null
      : {
          code: "grafana",
          text: "Links to Grafana lead nowhere: its address is not set.",
          href: rolloutHref(),
          act: "See how to connect it",
        },
  ];
  return items.filter((item) => item !== null);
}
