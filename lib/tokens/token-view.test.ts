import { expect, it } from "vitest";
import { auditedToken, fateOf, subjectOf, viewToken, words } from "./token-view";
import { stateOf, tellsDeploys } from "./types";

const at = (ms: number) => new Date(ms);
const token = {
  publicId: "Ab3xK9mPq2",
  name: "k3s-vmagent",
  nameKey: "k3s-vmagent",
  format: "hdobs",
  digest: "d".repeat(64),
  scopes: "metrics:write  traces:write gone:scope",
  cidrs: "10.0.0.0/8 ::1",
  note: "n",
  isHoney: false,
  createdAt: at(1),
  createdBy: "ann",
  expiresAt: at(100),
  disabledAt: null,
  revokedAt: null,
  revokedReason: null,
  refusedAfterMs: null,
  replaces: null,
  replacedAt: null,
  rotationEndsAt: null,
  changeSeq: 9,
} as unknown as Parameters<typeof viewToken>[0];

it("is shown without its digest, with words for what is stored in one column", () => {
  expect(viewToken(token, 50)).toEqual({
    revokedAtMs: null,
    expiresAtMs: 100,
    disabledAtMs: null,
    replacedAtMs: null,
    publicId: "Ab3xK9mPq2",
    name: "k3s-vmagent",
    masked: expect.stringContaining("Ab3xK9mPq2"),
    state: "active",
    format: "hdobs",
    scopes: ["metrics:write", "traces:write"],
    cidrs: ["10.0.0.0/8", "::1"],
    note: "n",
    isHoney: false,
    createdAtMs: 1,
    createdBy: "ann",
    revokedReason: null,
    refusedAfterMs: null,
    replaces: null,
    rotationEndsAtMs: null,
  });
  expect(viewToken({ ...token, format: "legacy", rotationEndsAt: at(7) }, 50)).toMatchObject({
    format: "legacy",
    rotationEndsAtMs: 7,
  });
  expect(viewToken({ ...token, expiresAt: null }, 50)).toMatchObject({ expiresAtMs: null, state: "active" });
  expect(words("")).toEqual([]);
});

it("is kept in the audit log with all but the digest", () => {
  const kept = auditedToken(token);
  expect(kept).toMatchObject({ name: "k3s-vmagent", note: "n" });
  expect(Object.keys(kept)).not.toEqual(expect.arrayContaining(["digest"]));
  expect(Object.keys(kept).filter((key) => /digest|nameKey|changeSeq/.test(key))).toEqual([]);
  expect(subjectOf(token)).toEqual({ kind: "token", id: "Ab3xK9mPq2", name: "k3s-vmagent" });
});

const fate = { revokedAtMs: null, expiresAtMs: null, disabledAtMs: null, replacedAtMs: null };

it.each([
  [{}, "active"],
  [{ expiresAtMs: 11 }, "active"],
  [{ expiresAtMs: 10 }, "expired"],
  [{ replacedAtMs: 5 }, "rotating"],
  [{ replacedAtMs: 5, disabledAtMs: 5 }, "disabled"],
  [{ disabledAtMs: 5, expiresAtMs: 9 }, "expired"],
  [{ disabledAtMs: 5, expiresAtMs: 9, revokedAtMs: 99 }, "revoked"],
])("with %j it is %s at 10", (more, state) => expect(stateOf({ ...fate, ...more }, 10)).toBe(state));

it("dates what happened to it", () => {
  const times = { revokedAt: at(1), expiresAt: at(2), disabledAt: at(3), replacedAt: at(4) };
  expect(fateOf(times)).toEqual({ revokedAtMs: 1, expiresAtMs: 2, disabledAtMs: 3, replacedAtMs: 4 });
  expect([tellsDeploys(["deploys:write"]), tellsDeploys(["metrics:write"]), tellsDeploys([])]).toEqual([
    true,
    false,
    false,
  ]);
});
