import { beforeEach, describe, expect, it, vi } from "vitest";
import { enqueueSearch, maxWaiting, maxWaitMs, promoteSearch, type SearchPriority } from "./search-queue";

beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
});

/** Searches that end when told to, and the order in which they started. */
function controlled() {
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const search = (key: string, priority: SearchPriority, outcome: "found" | "failed" = "found") =>
    enqueueSearch(key, priority, () => {
      started.push(key);
      return new Promise<string>((resolve, reject) => {
        finish.set(key, () => (outcome === "found" ? resolve(key) : reject(new Error(key))));
      });
    });
  const end = async (key: string) => {
    await vi.waitFor(() => expect(finish.has(key)).toBe(true));
    finish.get(key)?.();
  };
  return { started, search, end };
}

describe("enqueueSearch", () => {
  it("runs one at a time: on-call first, then pages, then the background, equals in order", async () => {
    const { started, search, end } = controlled();
    const all = [
      search("first", "background"),
      search("b1", "background"),
      search("p1", "page"),
      search("o1", "oncall"),
      search("p2", "page"),
      search("o2", "oncall"),
    ];
    for (const key of ["first", "o1", "o2", "p1", "p2", "b1"]) {
      await vi.waitFor(() => expect(started.at(-1)).toBe(key));
      await end(key);
    }
    expect(await Promise.all(all)).toEqual(["first", "b1", "p1", "o1", "p2", "o2"]);
  });

  it("goes on after a failure", async () => {
    const { search, end } = controlled();
    const failed = search("bad", "page", "failed");
    const next = search("good", "page");
    const rejected = expect(failed).rejects.toThrow("bad");
    await end("bad");
    await rejected;
    await end("good");
    expect(await next).toBe("good");
  });

  it("raises a waiting search that someone more urgent wants too", async () => {
    const { started, search, end } = controlled();
    const all = [search("first", "page"), search("page", "page"), search("shared", "background")];
    promoteSearch("shared", "oncall");
    promoteSearch("page", "background");
    for (const key of ["first", "shared", "page"]) {
      await end(key);
    }
    await Promise.all(all);
    expect(started).toEqual(["first", "shared", "page"]);
  });

  it("refuses the least urgent when too many wait, and serves all others", async () => {
    const { started, search, end } = controlled();
    const first = search("first", "page");
    const background = search("background", "background");
    const refused = expect(background).rejects.toMatchObject({ failure: { source: "jaeger", kind: "timeout" } });
    const pages = Array.from({ length: maxWaiting }, (_, i) => search(`p${i}`, "page"));
    await refused;
    await end("first");
    for (let i = 0; i < maxWaiting; i += 1) await end(`p${i}`);
    await Promise.all([first, ...pages]);
    expect(started).toHaveLength(maxWaiting + 1);
  });

  it("does not send a search that has waited too long", async () => {
    const clock = vi.spyOn(Date, "now").mockReturnValue(1000);
    const { started, search, end } = controlled();
    const first = search("first", "page");
    await Promise.resolve();
    expect(started).toEqual(["first"]);
    const late = search("late", "page");
    const refused = expect(late).rejects.toMatchObject({ failure: { kind: "timeout" } });
    clock.mockReturnValue(1000 + maxWaitMs + 1);
    const prompt = search("prompt", "background");
    await end("first");
    await refused;
    await vi.waitFor(() => expect(started).toContain("prompt"));
    await end("prompt");
    await Promise.all([first, prompt]);
    expect(started).toEqual(["first", "prompt"]);
    clock.mockRestore();
  });

  it("is one queue for all bundles of the process", async () => {
    const { started, search, end } = controlled();
    const first = search("first", "page");
    vi.resetModules();
    const other = await import("./search-queue");
    const second = other.enqueueSearch("second", "page", async () => started.push("second"));
    expect(started).toEqual(["first"]);
    await end("first");
    await Promise.all([first, second]);
    expect(started).toEqual(["first", "second"]);
  });
});
