import { budgetHref } from "@/lib/links/routes";
import { programTitles } from "@/lib/resources/program-titles";
import type { TimelineEvent } from "../types";

/** A stored container event; `subject` is null for a container that is not ours. */
export type SeenContainerEvent = {
  id: number;
  containerId: string;
  name: string;
  subject: string | null;
  action: string;
  exitCode: number | null;
  atMs: number;
};

/** Starts of one program that follow each other within this are one event: it does not stay up. */
const againWithinMs = 5 * 60_000;

const titles: Record<string, string> = programTitles;
const nameOf = ({ subject, name }: SeenContainerEvent) => (subject === null ? name : (titles[subject] ?? subject));

type Restart = { event: TimelineEvent; lastMs: number; times: number; exitCode: number | null; title: string };

function restartText({ times, title }: Restart): string {
  return times === 1 ? `${title} restarted` : `${title} restarted ${times} times`;
}

/** Restarts (a start after an end, of one of ours) and memory kills, from events oldest first. */
export function readContainerEvents(rows: readonly SeenContainerEvent[]): TimelineEvent[] {
  const ended = new Map<string, number | null>();
  const open = new Map<string, Restart>();
  const events: TimelineEvent[] = [];
  for (const row of rows) {
    // By program, since a recreated container has another id.
    const key = row.subject ?? row.containerId;
    if (row.action === "oom") events.push(killOf(row));
    if (row.action === "die") ended.set(key, row.exitCode);
    if (row.action !== "start" || row.subject === null || !ended.has(key)) continue;
    const exitCode = ended.get(key) ?? null;
    ended.delete(key);
    const last = open.get(key);
    if (last && row.atMs - last.lastMs <= againWithinMs) {
      last.times += 1;
      last.lastMs = row.atMs;
      last.event.title = restartText(last);
      continue;
    }
    const restart: Restart = {
      event: restartOf(row, exitCode),
      lastMs: row.atMs,
      times: 1,
      exitCode,
      title: nameOf(row),
    };
    restart.event.title = restartText(restart);
    open.set(key, restart);
    events.push(restart.event);
  }
  return events;
}

function killOf(row: SeenContainerEvent): TimelineEvent {
  const title = `${nameOf(row)}: a process was killed for memory`;
  const detail = row.subject === null ? "container of another project" : null;
  const href = budgetHref({ anchor: "kills" });
  return { id: `container:${row.id}`, kind: "oom", atMs: row.atMs, title, detail, href, source: "Docker events" };
}

function restartOf(row: SeenContainerEvent, exitCode: number | null): TimelineEvent {
  const detail = exitCode === null ? null : `ended with exit code ${exitCode}${exitCode === 137 ? " (killed)" : ""}`;
  const href = budgetHref();
  return {
    id: `container:${row.id}`,
    kind: "restart",
    atMs: row.atMs,
    title: "",
    detail,
    href,
    source: "Docker events",
  };
}
