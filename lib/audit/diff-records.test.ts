import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffRecords } from "./diff-records";

describe("diffRecords", () => {
  it("names each field by its path, what differs first", () => {
    const before = { name: "vm", limits: { slow: 1, bad: 2 }, tags: ["a"], gone: null };
    const after = { name: "vm", limits: { slow: 5, bad: 2 }, tags: ["a", "b"], note: "new" };
    expect(diffRecords(before, after)).toEqual([
      { path: "limits.slow", kind: "changed", before: "1", after: "5" },
      { path: "tags", kind: "changed", before: '["a"]', after: '["a","b"]' },
      { path: "gone", kind: "removed", before: "null", after: null },
      { path: "note", kind: "added", before: null, after: "new" },
      { path: "name", kind: "same", before: "vm", after: "vm" },
      { path: "limits.bad", kind: "same", before: "2", after: "2" },
    ]);
  });

  it("takes no record as nothing", () => {
    expect(diffRecords(null, { a: 1 })).toEqual([{ path: "a", kind: "added", before: null, after: "1" }]);
    expect(diffRecords({ a: 1 }, null)).toEqual([{ path: "a", kind: "removed", before: "1", after: null }]);
    expect(diffRecords(null, null)).toEqual([]);
  });

  it("shows what became empty, and a stored text that is no record", () => {
    expect(diffRecords({ tags: { a: 1 } }, { tags: {} })).toEqual([
      { path: "tags.a", kind: "removed", before: "1", after: null },
      { path: "tags", kind: "added", before: null, after: "{}" },
    ]);
    expect(diffRecords("{broken", null)).toEqual([{ path: "", kind: "removed", before: "{broken", after: null }]);
  });

  it("finds no difference between equal records, and the opposite in the other direction", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(diffRecords(a, a).every(({ kind }) => kind === "same")).toBe(true);
        const there = diffRecords(a, b).filter(({ kind }) => kind === "changed").length;
        expect(diffRecords(b, a).filter(({ kind }) => kind === "changed").length).toBe(there);
      }),
    );
  });
});
