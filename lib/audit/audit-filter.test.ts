import { describe, expect, it } from "vitest";
import { auditFilterSchema, readAuditFilter } from "./audit-filter";

describe("a filter of the audit log", () => {
  it("takes texts without the blanks around them, and days", () => {
    const search = { actor: " ann ", action: "token.", subject: "x", from: "2026-11-01", to: "2026-11-30" };
    expect(readAuditFilter(search)).toEqual({ filter: { ...search, actor: "ann" }, wrong: [] });
  });

  it("takes a blank value as absent", () => {
    expect(readAuditFilter({ actor: "  ", from: " ", to: "" })).toEqual({ filter: {}, wrong: [] });
  });

  it.each([
    ["from", "26-11-01", "a day such as 2026-11-25"],
    ["from", "x2026-11-01", "a day such as 2026-11-25"],
    ["from", "2026-11-01T00:00Z", "a day such as 2026-11-25"],
    ["to", "2026-1-01", "a day such as 2026-11-25"],
    ["to", "2026-11-1", "a day such as 2026-11-25"],
    ["to", "2026-aa-01", "a day such as 2026-11-25"],
    ["to", "2026-11-bb", "a day such as 2026-11-25"],
    ["to", "aaaa-11-01", "a day such as 2026-11-25"],
    ["to", "2026-13-01", "a day that exists"],
  ])("names %s=%s as wrong and leaves it out", (name, value, reason) => {
    expect(readAuditFilter({ actor: "ann", [name]: value })).toEqual({ filter: { actor: "ann" }, wrong: [name] });
    expect(auditFilterSchema.safeParse({ [name]: value }).error?.issues[0]?.message).toBe(reason);
  });

  it("takes 200 characters and no more, and each name once", () => {
    expect(readAuditFilter({ subject: "x".repeat(200) }).wrong).toEqual([]);
    expect(readAuditFilter({ subject: "x".repeat(201), actor: ["a", "b"] }).wrong).toEqual(["actor", "subject"]);
  });
});
