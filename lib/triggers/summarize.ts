import type { Firing, TriggerStatus, TriggersReport } from "./types";

type Statuses = Record<"memory" | "clickhouse" | "failureDomain", TriggerStatus>;

const withoutStop = (text: string) => text.replace(/\.$/, "");

/**
 * The one sentence: "Move: <reasons>" when any trigger fires, whatever else is unknown; "Cannot tell: <what is
 * missing>" when one of the others is unknown; "Stay" only when all three are known not to fire.
 */
export function summarize(statuses: Statuses, open: readonly Firing[]): TriggersReport["verdict"] {
  const all = [statuses.memory, statuses.clickhouse, statuses.failureDomain];
  const moving = all.filter(({ state }) => state === "move");
  if (moving.length > 0) {
    const sinceMs = open.length > 0 ? Math.min(...open.map(({ startedAtMs }) => startedAtMs)) : null;
    return { state: "move", text: `Move: ${moving.map(({ text }) => withoutStop(text)).join("; ")}`, sinceMs };
  }
  const unknown = all.filter(({ state }) => state === "unknown");
  if (unknown.length > 0) {
    return { state: "unknown", text: `Cannot tell: ${unknown.map(({ text }) => text).join(" ")}`, sinceMs: null };
  }
  return { state: "stay", text: "Stay", sinceMs: null };
}
