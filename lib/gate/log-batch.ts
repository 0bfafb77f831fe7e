import "server-only";
import { canaryName, isCanary } from "./canary";
import { othersOf } from "./log-line";
import type { LogLine, Sender } from "./log-types";
import type { RefusedPushes } from "./refused-pushes";

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** The most sources that are told apart for one kind of refusal in an hour; the rest is counted as "others". */
const refusalSourcesMax = 50;
/** The most sources of one token that are told apart; the rest is counted as "others". */
const tokenSourcesMax = 200;

const recentMax = 5000;

export type UsageEntry = {
  sender: Sender;
  minute: number;
  requests: number;
  bytes: number;
  failed: number;
  lastAtMs: number;
};
export type ForwardedEntry = { sender: Sender; requests: number; firstAtMs: number; lastAtMs: number };
export type RefusalEntry = { sender: Sender; hour: number; count: number; firstAtMs: number; lastAtMs: number };

const others = (sender: Sender): Sender => ({ ...sender, address: "others", agent: "" });
const keyOf = ({ refusal, token, scope, address, agent }: Sender) =>
  JSON.stringify([refusal, token, scope, address, agent]);

type Group = { known: Set<string>; others: Sender; members: Map<Sender, Sender> };

/** Bounds how many senders are told apart within a group (a kind's hour, a token); those seen first stay. */
class SenderBound {
  private readonly groups = new Map<string, Group>();

  constructor(
    private readonly sendersMax: number,
    private readonly groupsMax: number,
    private readonly others: (sender: Sender) => Sender,
  ) {}

  isFull(name: string): boolean {
    return (this.groups.get(name)?.known.size ?? 0) >= this.sendersMax;
  }

  bound(name: string, sender: Sender): Sender {
    let group = this.groups.get(name);
    if (!group) {
      if (this.groups.size >= this.groupsMax) this.groups.clear();
      group = { known: new Set(), others: this.others(sender), members: new Map() };
      this.groups.set(name, group);
    }
    const remembered = group.members.get(sender);
    if (remembered) return remembered;
    const key = keyOf(sender);
    const isWithin = group.known.has(key) || group.known.size < this.sendersMax;
    if (isWithin) group.known.add(key);
    // Made-up senders must not outlive the reader's memory of them.
    if (group.members.size > 4 * this.sendersMax) group.members.clear();
    const result = isWithin ? sender : group.others;
    group.members.set(sender, result);
    return result;
  }
}

/** What is kept from batch to batch, so that the bounds hold for an hour and not for a second. */
export class BatchBounds {
  readonly refusals = new SenderBound(refusalSourcesMax, 500, ({ refusal }) => othersOf(refusal));
  readonly tokens = new SenderBound(tokenSourcesMax, 1000, others);
  private readonly groups = new Map<string, { hour: number; name: string }>();

  /** The group of a kind of refusal in an hour. Kept: under a flood it is asked for twice a line. */
  groupOf(refusal: string, hour: number): string {
    const known = this.groups.get(refusal);
    if (known?.hour === hour) return known.name;
    const name = `${hour} ${refusal}`;
    this.groups.set(refusal, { hour, name });
    return name;
  }
}

/** Lines of the gate's log, summed up as the database keeps them: bounded, whatever was sent. */
export class LogBatch {
  private readonly usageBySender = new Map<Sender, Map<number, UsageEntry>>();
  private readonly refusalsBySender = new Map<Sender, Map<number, RefusalEntry>>();
  readonly provenMinutes = new Set<number>();
  /** The part of what was accepted that the gate of an old machine passed on. */
  readonly forwarded = new Map<Sender, ForwardedEntry>();
  private readonly canaries = new Map<string, boolean>();
  /** Lines not of the console's own, in order; of a flood, the first will do. */
  readonly recent: LogLine[] = [];
  /** The time of the latest line; null where there was none. */
  newestAtMs: number | null = null;

  /** `pushes` follows what was refused from batch to batch. */
  constructor(
    private readonly bounds: BatchBounds,
    readonly pushes: RefusedPushes,
  ) {}

  get usage(): UsageEntry[] {
    return [...this.usageBySender.values()].flatMap((entries) => [...entries.values()]);
  }

  get refusals(): RefusalEntry[] {
    return [...this.refusalsBySender.values()].flatMap((entries) => [...entries.values()]);
  }

  private isOwn(agent: string, atMs: number): boolean {
    if (!agent.startsWith(canaryName)) return false;
    const known = this.canaries.get(agent);
    if (known !== undefined) return known;
    if (this.canaries.size > 1000) this.canaries.clear();
    const own = isCanary(agent, atMs);
    this.canaries.set(agent, own);
    return own;
  }

  add(line: LogLine): void {
    const { sender, atMs } = line;
    this.newestAtMs = Math.max(this.newestAtMs ?? atMs, atMs);
    if (this.isOwn(sender.agent, atMs)) {
      this.provenMinutes.add(Math.floor(atMs / minuteMs));
      return;
    }
    this.pushes.add(line);
    if (this.recent.length < recentMax) this.recent.push(line);
    if (sender.refusal !== "") this.addRefusal(line);
    else if (line.isAuthorized && sender.token !== "") this.addUsage(line);
  }

  /** Whether a kind of refusal already has all the sources it may have in the hour of this time. */
  isFull(refusal: string, atMs: number): boolean {
    return this.bounds.refusals.isFull(this.bounds.groupOf(refusal, Math.floor(atMs / hourMs)));
  }

  private addUsage({ sender: given, atMs, bytes, status }: LogLine): void {
    const sender = this.bounds.tokens.bound(given.token, given);
    const minute = Math.floor(atMs / minuteMs);
    const entries = entriesOf(this.usageBySender, sender);
    const entry = entries.get(minute) ?? { sender, minute, requests: 0, bytes: 0, failed: 0, lastAtMs: atMs };
    entry.requests += 1;
    entry.bytes += bytes;
    entry.failed += status >= 400 ? 1 : 0;
    entry.lastAtMs = Math.max(entry.lastAtMs, atMs);
    entries.set(minute, entry);
    if (sender.via) this.addForwarded(sender, atMs);
  }

  private addForwarded(sender: Sender, atMs: number): void {
    const known = this.forwarded.get(sender) ?? { sender, requests: 0, firstAtMs: atMs, lastAtMs: atMs };
    known.requests += 1;
    known.lastAtMs = Math.max(known.lastAtMs, atMs);
    this.forwarded.set(sender, known);
  }

  private addRefusal({ sender: given, atMs }: LogLine): void {
    const hour = Math.floor(atMs / hourMs);
    const sender = this.bounds.refusals.bound(this.bounds.groupOf(given.refusal, hour), given);
    const entries = entriesOf(this.refusalsBySender, sender);
    const entry = entries.get(hour) ?? { sender, hour, count: 0, firstAtMs: atMs, lastAtMs: atMs };
    entry.count += 1;
    entry.firstAtMs = Math.min(entry.firstAtMs, atMs);
    entry.lastAtMs = Math.max(entry.lastAtMs, atMs);
    entries.set(hour, entry);
  }
}

/** A sender's entries by minute or hour. The reader hands out one object per sender, so no key is needed. */
function entriesOf<Entry>(all: Map<Sender, Map<number, Entry>>, sender: Sender): Map<number, Entry> {
  const entries = all.get(sender) ?? new Map<number, Entry>();
  all.set(sender, entries);
  return entries;
}
