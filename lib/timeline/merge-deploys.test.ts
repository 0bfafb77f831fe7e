import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StartGroup } from "./group-starts";
import { groupStarts } from "./group-starts";
import { deploySources, mergeDeploys, type ToldDeploy } from "./merge-deploys";
import type { VersionChange } from "./version-changes";

const minuteMs = 60_000;
const merge = (told: ToldDeploy[], groups: StartGroup[], changes: VersionChange[]) =>
  mergeDeploys(told, groups, changes, 1e12);
const told = (version: string, minute: number): ToldDeploy => {
  const rest = { commit: "", environment: "", by: "", url: null, tokenName: "ci" };
  return { id: `${version}@${minute}`, atMs: minute * minuteMs, version, ...rest };
};
const pods = (minute: number, ...names: string[]) =>
  names.map((instance, index) => ({ instance, atMs: minute * minuteMs + index * 30_000 }));
const change = (version: string, minute: number) => ({ version, before: ["v0"], atMs: minute * minuteMs });
const three = (minute: number) => groupStarts(pods(minute, "a", "b", "c"));

describe("what the sources say of one deploy", () => {
  it("is one event that names all three", () => {
    const [event, ...others] = merge([told("v2", 102)], three(100), [change("v2", 104)]);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ kind: "deploy", id: "deploy:v2@102", title: "Deployed v2", atMs: 100 * minuteMs });
    expect(event?.source).toBe(Object.values(deploySources).join(", "));
    expect(event?.detail).toContain("pods a, b, c started within 60 s");
  });

  it("is a rollout without a name where nobody reported it, and gets its name from the traces", () => {
    expect(merge([], three(100), [])).toMatchObject([{ kind: "deploy", title: "Deployed or restarted: 3 pods" }]);
    expect(merge([], three(100), [change("v2", 110)])).toMatchObject([{ kind: "deploy", title: "Deployed v2" }]);
  });

  it("one pod alone is a restart, unless a deploy was reported or a new version runs", () => {
    const one = groupStarts(pods(100, "a"));
    expect(merge([], one, [])).toMatchObject([{ kind: "restart", title: "Pod a started", href: "/pods" }]);
    expect(merge([told("v2", 100)], one, [])).toMatchObject([{ kind: "deploy" }]);
    expect(merge([], one, [change("v2", 105)])).toMatchObject([{ kind: "deploy", title: "Deployed v2" }]);
  });

  it("rests on the report alone when no pod was seen to start, and says so where starts are known until then", () => {
    const missing = "no pod was seen starting";
    expect(merge([told("v2", 100)], three(130), [])[0]?.detail).toContain(missing);
    for (const knownUntilMs of [null, 104 * minuteMs]) {
      expect(mergeDeploys([told("v2", 100)], [], [], knownUntilMs)[0]?.detail).not.toContain(missing);
    }
  });

  it("of two that were reported near the same starts the nearer one gets them", () => {
    const events = merge([told("v1", 96), told("v2", 98)], three(100), []);
    expect(events.map(({ title, source }) => [title, source.includes(deploySources.starts)])).toEqual([
      ["Deployed v1", false],
      ["Deployed v2", true],
    ]);
  });

  it("a version seen before any start does not name a later one, nor one that has another name", () => {
    const later = merge([], three(130), [change("v2", 100)]);
    expect(later.map(({ title }) => title)).toEqual(["Deployed v2", "Deployed or restarted: 3 pods"]);
    const other = merge([told("v1", 100)], three(100), [change("v2", 110)]);
    expect(other.map(({ title }) => title)).toEqual(["Deployed v1", "Deployed v2"]);
  });
});

it("each fact is in exactly one event, in time order, with ids of their own", () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 12 });
  fc.assert(
    fc.property(minutes, minutes, minutes, (tellings, startings, versions) => {
      const tell = tellings.map((minute, index) => told(`v${index}`, minute));
      const groups = groupStarts(startings.flatMap((minute, index) => pods(minute, `a${index}`, `b${index}`)));
      const seen = versions.map((minute, index) => change(`v${index}`, minute + index / 1000));
      const events = merge(tell, groups, seen);
      const saying = (source: string) => events.filter((event) => event.source.includes(source)).length;
      expect(saying(deploySources.told)).toBe(tell.length);
      expect(saying(deploySources.starts)).toBe(groups.length);
      expect(saying(deploySources.versions)).toBe(seen.length);
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    }),
  );
});
