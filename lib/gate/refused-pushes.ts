import "server-only";
import { z } from "zod";
import type { LogLine, Sender } from "./log-types";
import type { PushLoss } from "./usage-types";

const hourMs = 3_600_000;
/** Exporters pause for 30 s at most (the Collector: 45 s): what was not retried for this long was given up. */
export const givenUpAfterMs = 60_000;
/** No exporter retries sooner, so an equal push before that is a different one. */
const pauseMsMin = 800;
/** The most pushes that are followed until their next attempt. Beyond this the count is too low. */
const waitingMax = 500;

const waitingSchema = z.object({
  token: z.string(),
  address: z.string(),
  agent: z.string(),
  bodyBytes: z.number(),
  /** Headers and body: what the usage would have counted, had it been let in. */
  bytes: z.number(),
  reason: z.string(),
  lastAtMs: z.number(),
});
export const waitingPushesSchema = z.array(waitingSchema);
type Waiting = z.infer<typeof waitingSchema>;

/**
 * What became of refused pushes of one sender in an hour. `token` is "" where the gate did not learn it; `reason` is
 * the gate's, or "answer 502" for the status of the program behind it.
 */
export type PushOutcome = Omit<PushLoss, "publicId"> & { hour: number; token: string };

/**
 * Refusals that a sender of ours can get. The others concern outsiders, who have no spans here to lose. That includes
 * "denied": a deny file goes by the public id alone, and whoever knows that can announce bodies of any length.
 */
const ownRefusals = new Set([
  ...["console-away", "rate-limited", "too-large", "disabled", "expired", "revoked"],
  ...["wrong-scope", "wrong-address"],
]);

/** Whether a refusal of this sender may mean lost spans. */
export const mayLoseSpans = ({ scope, refusal }: Sender) => scope === "traces:write" && ownRefusals.has(refusal);

function reasonOf({ sender, status, isAuthorized }: LogLine): string | null {
  if (sender.refusal !== "") return mayLoseSpans(sender) ? sender.refusal : null;
  return isAuthorized && status >= 400 ? `answer ${status}` : null;
}

/**
 * Follows pushes of traces that were refused, until they are let in or given up. A push has no id: one of equal length
 * from the same address and user agent, within a minute, counts as the next attempt of the same push. Where two count
 * as one, the total is too low, never too high. Times are those of the gate's log.
 */
export class RefusedPushes {
  private outcomesByKey = new Map<string, PushOutcome>();
  private changed = false;

  constructor(private waitingPushes: readonly Waiting[] = []) {}

  /** A copy to go on with, so that a batch that could not be stored can be read again. */
  fork(): RefusedPushes {
    return new RefusedPushes(this.waitingPushes.map((push) => ({ ...push })));
  }

  get waiting(): readonly Waiting[] {
    return this.waitingPushes;
  }

  /** Whether `waiting` has changed since the start. */
  get isChanged(): boolean {
    return this.changed;
  }

  get outcomes(): PushOutcome[] {
    return [...this.outcomesByKey.values()];
  }

  add(line: LogLine): void {
    const { sender, atMs, bodyBytes, status, isAuthorized } = line;
    if (sender.scope !== "traces:write" || bodyBytes === 0) return;
    const isIn = isAuthorized && status >= 200 && status < 300;
    const reason = isIn ? null : reasonOf(line);
    if (reason === null && !isIn) return;
    const earlier = this.waitingPushes.find(
      (push) =>
        push.bodyBytes === bodyBytes &&
        push.address === sender.address &&
        push.agent === sender.agent &&
        atMs - push.lastAtMs >= pauseMsMin &&
        atMs - push.lastAtMs <= givenUpAfterMs,
    );
    if (reason === null) {
      if (earlier) this.settle(earlier, "late", atMs);
    } else if (earlier) {
      this.changed = true;
      Object.assign(earlier, { lastAtMs: atMs, reason, token: sender.token || earlier.token });
    } else if (this.waitingPushes.length < waitingMax) {
      const { token, address, agent } = sender;
      // When a push was passed on, nginx has already read its body and counted it.
      const bytes = sender.refusal === "" ? line.bytes : line.bytes + bodyBytes;
      const push = { token, address, agent, bodyBytes, bytes, reason, lastAtMs: atMs };
      this.changed = true;
      this.waitingPushes = [...this.waitingPushes, push];
    }
  }

  /** Counts as lost what was not tried again for a minute. `readToMs`: up to when the log has been read. */
  giveUp(readToMs: number): void {
    for (const push of this.waitingPushes) {
      if (readToMs - push.lastAtMs > givenUpAfterMs) this.settle(push, "lost", push.lastAtMs);
    }
  }

  private settle(push: Waiting, outcome: "lost" | "late", atMs: number): void {
    const { token, address, agent, reason, bytes } = push;
    const hour = Math.floor(atMs / hourMs);
    const key = JSON.stringify([hour, token, address, agent, reason]);
    const none = { hour, token, address, agent, reason, lost: 0, lostBytes: 0, late: 0 };
    const sum = this.outcomesByKey.get(key) ?? { ...none, firstAtMs: atMs, lastAtMs: atMs };
    sum[outcome] += 1;
    if (outcome === "lost") sum.lostBytes += bytes;
    sum.firstAtMs = Math.min(sum.firstAtMs, atMs);
    sum.lastAtMs = Math.max(sum.lastAtMs, atMs);
    this.outcomesByKey.set(key, sum);
    this.changed = true;
    this.waitingPushes = this.waitingPushes.filter((other) => other !== push);
  }
}
