import type { Severity } from "./severity";

export const messageEvents = ["raised", "worse", "resolved", "test"] as const;
type MessageEvent = (typeof messageEvents)[number];

/** What a receiver gets, whatever the kind of channel. Times are unix milliseconds. */
export type AlertMessage = {
  event: MessageEvent;
  /** Same for all messages of one incident. */
  alertId: string;
  /** Identifies this message; a receiver that sees it twice got it repeated. */
  messageId: string;
  key: string;
  severity: Severity;
  title: string;
  text: string;
  /** Page with the evidence; null when the console's public address is not set. */
  url: string | null;
  raisedAtMs: number;
  resolvedAtMs: number | null;
};

const words: Record<Severity, string> = { info: "Info", warn: "Warning", bad: "Alert" };

/** "Alert: Disk of Jaeger at 93 %", "Resolved: ...": the subject, and the first line of a chat message. */
export function headlineOf({ event, severity, title }: AlertMessage): string {
  if (event === "resolved") return `Resolved: ${title}`;
  if (event === "test") return `Test: ${title}`;
  return `${words[severity]}${event === "worse" ? ", now worse" : ""}: ${title}`;
}

/** "since 2026-03-01 03:04 UTC", with the end where there is one. */
export function timesOf({ event, raisedAtMs, resolvedAtMs }: AlertMessage): string {
  const at = (timeMs: number) => `${new Date(timeMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  if (event === "test") return `sent ${at(raisedAtMs)}`;
  return resolvedAtMs === null ? `since ${at(raisedAtMs)}` : `from ${at(raisedAtMs)} to ${at(resolvedAtMs)}`;
}
