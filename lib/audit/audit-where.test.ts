import { expect, it } from "vitest";
import { auditWhere } from "./audit-where";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

it("leaves all rows without a filter", () => {
  expect(auditWhere({})).toEqual({});
});

it("matches an action whole, or all of a kind when it ends with a dot", () => {
  expect(auditWhere({ action: "token.create" })).toEqual({ action: "token.create" });
  expect(auditWhere({ action: "token." })).toEqual({ action: { startsWith: "token." } });
  expect(auditWhere({ action: ".x" })).toEqual({ action: ".x" });
});

it("matches parts of the names, and a subject's whole id", () => {
  expect(auditWhere({ actor: "ann", subject: "k3s" })).toEqual({
    actorName: { contains: "ann" },
    OR: [{ subjectName: { contains: "k3s" } }, { subjectId: "k3s" }],
  });
});

it("ends with the whole of the last day", () => {
  const [from, to] = ["2026-11-01", "2026-11-30"];
  expect(auditWhere({ from, to })).toEqual({ at: { gte: day(from), lt: day("2026-12-01") } });
  expect(auditWhere({ from })).toEqual({ at: { gte: day(from) } });
  expect(auditWhere({ to })).toEqual({ at: { lt: day("2026-12-01") } });
});
