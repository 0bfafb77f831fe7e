import "server-only";
import { z } from "zod";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { type ChannelConfig, type ChannelKind, channelKinds } from "./channel-config";
import { deliveryState } from "./delivery-state";
import { openConfig } from "./seal-config";
import { type Severity, toSeverity } from "./severity";

/** The part of a configuration that is not secret, to fill the form with. */
type PublicConfig = { host?: string; port?: number; security?: string; user?: string; from?: string; to?: string };

export type ChannelView = {
  id: string;
  kind: ChannelKind;
  name: string;
  target: string;
  minSeverity: Severity;
  enabled: boolean;
  /** Which secrets are set; their values never leave the server. */
  secretsSet: { authorization: boolean; accessToken: boolean; password: boolean };
  config: PublicConfig;
  /** Null when the configuration can be read; else what to do. */
  fault: string | null;
  waiting: number;
  /** Whether a message is under way at this moment. */
  sending: boolean;
  lastDeliveredAtMs: number | null;
  /** The newest failure after the last delivery. */
  lastFailure: { atMs: number; note: string } | null;
};

function readConfig(sealed: string): ChannelConfig | null {
  try {
    return openConfig(sealed);
  } catch (err) {
    logger().error({ err }, "a channel's settings cannot be read");
    return null;
  }
}

function publicConfig(config: ChannelConfig | null): PublicConfig {
  if (config?.kind !== "email") return {};
  const { host, port, security, user, from, to } = config;
  return { host, port, security, user, from, to };
}

async function deliveryFacts(channelId: string) {
  const newest = { orderBy: { createdAt: "desc" } } as const;
  const [waiting, delivered, troubled] = await Promise.all([
    db().alertDelivery.count({ where: { channelId, state: "waiting" } }),
    db().alertDelivery.findFirst({ where: { channelId, state: "delivered" }, ...newest }),
    // An attempt is counted before it is made; only one that failed has a note.
    db().alertDelivery.findFirst({
      where: { channelId, state: { in: ["waiting", "failed"] }, attempts: { gt: 0 }, note: { not: null } },
      ...newest,
    }),
  ]);
  const isNewer = troubled && (!delivered || troubled.createdAt > delivered.createdAt);
  return {
    waiting,
    sending: deliveryState().busyChannels.has(channelId),
    lastDeliveredAtMs: delivered?.settledAt?.getTime() ?? null,
    lastFailure: isNewer
      ? { atMs: (troubled.settledAt ?? troubled.createdAt).getTime(), note: troubled.note ?? "" }
      : null,
  };
}

const kindSchema = z.enum(channelKinds);

/**
 * All channels with the state of their deliveries, by name, without their secrets. Throws `AuthorityError` for viewers.
 */
export async function listChannels(actor: Actor): Promise<ChannelView[]> {
  assertAdmin(actor);
  const rows = await db().notifyChannel.findMany({ orderBy: { name: "asc" } });
  return await Promise.all(
    rows.map(async ({ id, kind, name, target, minSeverity, enabled, sealed }) => {
      const config = readConfig(sealed);
      return {
        id,
        kind: kindSchema.parse(kind),
        name,
        target,
        minSeverity: toSeverity(minSeverity),
        enabled,
        secretsSet: {
          authorization: config?.kind === "json" && Boolean(config.authorization),
          accessToken: config?.kind === "ntfy" && Boolean(config.accessToken),
          password: config?.kind === "email" && Boolean(config.password),
        },
        config: publicConfig(config),
        fault: config ? null : "Its settings cannot be read with the present key ring. Remove it and add it again.",
        ...(await deliveryFacts(id)),
      };
    }),
  );
}
