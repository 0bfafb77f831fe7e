import "server-only";
import { isIngestScope, isScope, type Scope } from "@/lib/plan/scopes";
import { processState } from "@/lib/runtime/process-state";
import type { LogLine } from "./log-types";

/** Longer than the verdict's window by default; older pushes say nothing about now. */
const keptMs = 10 * 60_000;
const eventsMax = 700;
const sendersMax = 100;

type Event = { atMs: number; outcome: string };
export type RecentSender = { scope: Scope; token: string; address: string; agent: string; events: readonly Event[] };

/**
 * The outcome of each push of the last minutes, to the second, per sender: for what must be known within two scrapes.
 */
export class RecentPushes {
  private readonly senders = new Map<string, Omit<RecentSender, "events"> & { events: Event[] }>();

  /** The time of the newest line of anybody, the console's own requests included: the log has been read up to here. */
  newestLineAtMs: number | null = null;

  /** `lines`: what the log brought, the console's own requests left out. */
  add(lines: readonly LogLine[], newestAtMs: number | null): void {
    if (newestAtMs !== null) this.newestLineAtMs = Math.max(this.newestLineAtMs ?? newestAtMs, newestAtMs);
    for (const line of lines) this.addOne(line);
  }

  private addOne({ atMs, status, isAuthorized, sender }: LogLine): void {
    const { scope, token, address, agent, refusal } = sender;
    if (!isScope(scope) || !isIngestScope(scope)) return;
    const outcome = outcomeOf(refusal, isAuthorized, status);
    if (outcome === null) return;
    const key = JSON.stringify([scope, token, address, agent]);
    const known = this.senders.get(key) ?? { scope, token, address, agent, events: [] };
    known.events.push({ atMs, outcome });
    if (known.events.length > eventsMax) known.events.shift();
    // A map lists its oldest entries first: whoever pushed last stays longest.
    this.senders.delete(key);
    this.senders.set(key, known);
    if (this.senders.size > sendersMax) {
      const [oldest] = this.senders.keys();
      if (oldest !== undefined) this.senders.delete(oldest);
    }
  }

  /** Every sender with pushes of the last ten minutes, oldest push first. */
  list(nowMs: number): RecentSender[] {
    return [...this.senders.values()].flatMap((sender) => {
      const events = sender.events.filter(({ atMs }) => atMs > nowMs - keptMs);
      return events.length === 0 ? [] : [{ ...sender, events }];
    });
  }
}

function outcomeOf(refusal: string, isAuthorized: boolean, status: number): string | null {
  if (refusal !== "") return refusal === "wrong-method" || refusal === "not-found" ? null : refusal;
  if (!isAuthorized) return null;
  return status >= 400 ? `answer ${status}` : "ok";
}

/** Those of this process. */
export const recentPushes = () => processState("gate.recent-pushes", () => new RecentPushes());
