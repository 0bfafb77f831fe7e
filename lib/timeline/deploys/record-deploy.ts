import "server-only";
import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Deploy, Prisma } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { storeUsage } from "@/lib/gate/store-batch";
import type { TokenCaller } from "@/lib/tokens/with-token";
import { RefusedError } from "@/lib/web/action-result";
import { ParameterError } from "@/lib/web/api-error";
import { type DeployInput, type DeployTimes, deployInput, timesOf } from "./deploy-input";

const minuteMs = 60_000;
/** A CI step that runs again reports the same deploy again. */
const againWithinMs = 10 * minuteMs;
const keptMs = 400 * 24 * 60 * minuteMs;

/** A deploy as the API returns it; times in ISO 8601. */
type DeployView = {
  id: string;
  version: string;
  commit: string | null;
  environment: string | null;
  url: string | null;
  by: string | null;
  at: string;
  startedAt: string | null;
  finishedAt: string | null;
  toldAt: string;
  token: string;
};
/** `outcome` "known": this deploy had already been reported, and nothing was stored again. */
export type RecordedDeploy = { outcome: "stored" | "known"; deploy: DeployView } | { outcome: "dry-run" };

function view(deploy: Deploy): DeployView {
  const { id, version, commit, environment, url, by, at, startedAt, finishedAt, toldAt, tokenName } = deploy;
  return {
    id,
    version,
    commit: commit || null,
    environment: environment || null,
    url,
    by: by || null,
    at: at.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    toldAt: toldAt.toISOString(),
    token: tokenName,
  };
}

/** The key as it is stored; the same key of another token is a different one. */
function onceKeyOf(publicId: string, key: string | null): string | null {
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new ParameterError("Idempotency-Key: 1 to 200 visible ASCII characters without spaces.");
  }
  return `${publicId} ${createHash("sha256").update(key).digest("hex")}`;
}

const momentOf = (ms: number | null) => (ms === null ? null : new Date(ms));

/**
 * Whether another deploy lies between this one and `atMs`: then the same version came back, which is a deploy of its
 * own.
 */
function isRolledBack(near: readonly Deploy[], { version, commit, at }: Deploy, atMs: number): boolean {
  const [fromMs, toMs] = [Math.min(at.getTime(), atMs), Math.max(at.getTime(), atMs)];
  return near.some(
    (other) =>
      (other.version !== version || other.commit !== commit) &&
      other.at.getTime() > fromMs &&
      other.at.getTime() < toMs,
  );
}

async function findKnown(tx: Prisma.TransactionClient, input: DeployInput, atMs: number, onceKey: string | null) {
  const { version, commit = "", environment = "" } = input;
  if (onceKey !== null) {
    const same = await tx.deploy.findUnique({ where: { onceKey } });
    if (same && (same.version !== version || same.commit !== commit || same.environment !== environment)) {
      const message = `This Idempotency-Key was used for ${same.version}. Use a new key for each deploy.`;
      throw new RefusedError("key-reused", message);
    }
    if (same) return same;
  }
  const at = { gte: new Date(atMs - againWithinMs), lte: new Date(atMs + againWithinMs) };
  const near = await tx.deploy.findMany({ where: { environment, at }, orderBy: { at: "asc" } });
  return near.find((one) => one.version === version && one.commit === commit && !isRolledBack(near, one, atMs)) ?? null;
}

/**
 * Stores a deploy that CI reports, once however often it is reported: the same Idempotency-Key, or the same version,
 * commit and environment within 10 minutes with no other deploy between, is the same deploy. Counts as a use of the
 * token. Throws a zod error or `ParameterError` for wrong fields, `RefusedError` ("key-reused"), `DatabaseBusyError`.
 */
export async function recordDeploy(
  caller: TokenCaller,
  body: unknown,
  { key = null, nowMs = Date.now() }: { key?: string | null; nowMs?: number } = {},
): Promise<RecordedDeploy> {
  const { dryRun, ...input } = deployInput.parse(body);
  const times = timesOf(input, nowMs);
  if ("wrong" in times) throw new ParameterError(times.wrong);
  const onceKey = onceKeyOf(caller.actor.publicId, key);
  if (dryRun) return { outcome: "dry-run" };
  return writeTransaction(async (tx) => {
    // First of all a write, which takes the lock: two reports of the same deploy at once become one.
    await tx.deploy.deleteMany({ where: { at: { lt: new Date(nowMs - keptMs) } } });
    await storeUsage(tx, useOf(caller, body, nowMs));
    const known = await findKnown(tx, input, times.atMs, onceKey);
    if (known) return { outcome: "known", deploy: view(known) };
    const stored = await store(tx, caller, { ...input, ...times, onceKey, nowMs });
    return { outcome: "stored", deploy: view(stored) };
  });
}

async function store(
  tx: Prisma.TransactionClient,
  { actor }: TokenCaller,
  told: DeployInput & DeployTimes & { onceKey: string | null; nowMs: number },
): Promise<Deploy> {
  const { version, commit = "", environment = "", url = null, by = "", onceKey } = told;
  const deploy = await tx.deploy.create({
    data: {
      version,
      commit,
      environment,
      url,
      by,
      at: new Date(told.atMs),
      startedAt: momentOf(told.startedAtMs),
      finishedAt: momentOf(told.finishedAtMs),
      toldAt: new Date(told.nowMs),
      tokenId: actor.publicId,
      tokenName: actor.name,
      onceKey,
    },
  });
  const subject = { kind: "deploy", id: deploy.id, name: version };
  await recordAudit(tx, { actor, action: "deploy.tell", subject, after: view(deploy) });
  return deploy;
}

/** The request as the gate's log would show it. */
function useOf({ actor, address, agent }: TokenCaller, body: unknown, nowMs: number) {
  return {
    sender: { refusal: "", token: actor.publicId, scope: "deploys:write", address, agent },
    minute: Math.floor(nowMs / minuteMs),
    requests: 1,
    bytes: Buffer.byteLength(JSON.stringify(body)),
    failed: 0,
    lastAtMs: nowMs,
  };
}
