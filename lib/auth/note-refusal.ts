import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { addressGroup } from "@/lib/web/client-address";
import { takeTurn } from "@/lib/web/take-turn";
import { lockUsers } from "./lock-users";
import type { Client } from "./start-session";

const hourMs = 60 * 60_000;
/** Audit rows an hour for one account or, where there is none, for one address; and for all together. */
const limits = { one: { turns: 10, windowMs: hourMs }, all: { turns: 200, windowMs: hourMs } };
const foldedMax = 1000;

export type Refused = { user: { id: string; email: string } | null; reason: string; client: Client };
const system: Actor = { kind: "system", name: "sign-in" };

async function write({ user, reason, client }: Refused, folded: number): Promise<void> {
  // What was typed as an unknown address is sometimes a password.
  const subject = { kind: "user", id: user?.id ?? "", name: user?.email ?? "no such account" };
  const { address } = client;
  const more = folded > 0 ? { moreBefore: folded } : {};
  const after = { reason, address, userAgent: client.userAgent.slice(0, 300), ...more };
  await writeTransaction(async (tx) => {
    await lockUsers(tx);
    await recordAudit(tx, { actor: system, action: "session.refuse", subject, after });
  });
}

/**
 * Puts a refused sign-in into the audit log, without what was tried. Many are folded: those beyond the hour's share
 * are only counted, and the next row says how many there were. Nobody waits for it, so that the time of an answer
 * says nothing about the account.
 */
export function noteRefusal(refused: Refused): void {
  const { user, client, reason } = refused;
  logger().warn({ address: client.address, userId: user?.id ?? null, reason }, "sign-in refused");
  const folded = processState("auth.folded-refusals", () => new Map<string, number>());
  const key = user ? `user:${user.id}` : `address:${addressGroup(client.address)}`;
  const wait = takeTurn(`refusal:${key}`, limits.one) || takeTurn("refusal:all", limits.all);
  if (wait > 0) {
    if (folded.size >= foldedMax && !folded.has(key)) folded.clear();
    folded.set(key, (folded.get(key) ?? 0) + 1);
    return;
  }
  const before = folded.get(key) ?? 0;
  folded.delete(key);
  write(refused, before).catch((err: unknown) => logger().error({ err }, "a refused sign-in was not audited"));
}
