import { expect, it } from "vitest";
import { dropTwiceTold } from "../drop-twice-told";
import type { TimelineEvent } from "../types";
import { readContainerEvents, type SeenContainerEvent } from "./read-container-events";

let id = 0;
const seen = (action: string, seconds: number, more: Partial<SeenContainerEvent> = {}): SeenContainerEvent => {
  id += 1;
  const own = { containerId: "c1", name: "obs-jaeger-1", subject: "jaeger", exitCode: action === "die" ? 137 : null };
  return { id, action, atMs: seconds * 1000, ...own, ...more };
};
const titles = (rows: SeenContainerEvent[]) => readContainerEvents(rows).map(({ kind, title }) => [kind, title]);

it("a start after an end is a restart, a first start is not", () => {
  expect(titles([seen("start", 0)])).toEqual([]);
  const rows = [seen("die", 0), seen("start", 2)];
  expect(titles(rows)).toEqual([["restart", "Jaeger restarted"]]);
  expect(readContainerEvents(rows)[0]?.detail).toBe("ended with exit code 137 (killed)");
});

it("restarts in a row are one event, later ones another", () => {
  const again = [0, 60, 120].flatMap((at) => [seen("die", at), seen("start", at + 5)]);
  expect(titles([...again, seen("die", 4000), seen("start", 4005)])).toEqual([
    ["restart", "Jaeger restarted 3 times"],
    ["restart", "Jaeger restarted"],
  ]);
});

it("a recreated container has restarted; restarts of containers that are not ours are left out, their kills are not", () => {
  expect(titles([seen("die", 0), seen("start", 3, { containerId: "c2" })])).toEqual([["restart", "Jaeger restarted"]]);
  const other = { containerId: "x", name: "posthog-web-1", subject: null };
  expect(titles([seen("die", 0, other), seen("start", 3, other), seen("oom", 5, other)])).toEqual([
    ["oom", "posthog-web-1: a process was killed for memory"],
  ]);
});

it("a kill that the kernel and Docker both report is one event, as the kernel has it", () => {
  const kernel = (seconds: number): TimelineEvent => {
    return {
      id: `oom:${seconds}`,
      kind: "oom",
      atMs: seconds * 1000,
      title: "k",
      detail: null,
      href: null,
      source: "kernel log",
    };
  };
  const events = [kernel(10), ...readContainerEvents([seen("oom", 12), seen("oom", 300)])];
  expect(dropTwiceTold(events).map(({ source, atMs }) => [source, atMs])).toEqual([
    ["kernel log", 10_000],
    ["Docker events", 300_000],
  ]);
});
