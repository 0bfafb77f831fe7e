import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listDenyFiles, readDenyFile, removeDenyFile, syncDenyFiles, writeDenyFile } from "./deny-files";

let dir = "";
vi.mock("@/lib/runtime/env", () => ({ env: () => ({ OBS_DENY_DIR: dir }) }));

beforeEach(() => {
  dir = path.join(mkdtempSync(path.join(tmpdir(), "obs-deny-")), "deny");
});
afterEach(() => rmSync(path.dirname(dir), { recursive: true, force: true }));

it("writes, reads and removes a reversible reason, leaving nothing else in the directory", () => {
  expect(readDenyFile("Ab3xK9mPq2")).toBeNull();
  writeDenyFile("Ab3xK9mPq2", "disabled");
  expect(readDenyFile("Ab3xK9mPq2")).toBe("disabled");
  writeDenyFile("Ab3xK9mPq2", "expired");
  expect(listDenyFiles()).toEqual(new Map([["Ab3xK9mPq2", "expired"]]));
  removeDenyFile("Ab3xK9mPq2");
  removeDenyFile("Ab3xK9mPq2");
  expect(readdirSync(dir)).toEqual([]);
});

it("keeps a tombstone, whatever comes after", () => {
  writeDenyFile("legacy_ab-_1234", "revoked");
  writeDenyFile("legacy_ab-_1234", "disabled");
  expect(() => removeDenyFile("legacy_ab-_1234")).toThrow("which is final");
  expect(syncDenyFiles(new Map())).toEqual(["legacy_ab-_1234"]);
  expect(readDenyFile("legacy_ab-_1234")).toBe("revoked");
});

it("treats a file that somebody made by hand as a tombstone", () => {
  writeDenyFile("Ab3xK9mPq2", "disabled");
  writeFileSync(path.join(dir, "Ab3xK9mPq2"), "");
  expect(readDenyFile("Ab3xK9mPq2")).toBe("revoked");
});

it("is made to match the database", () => {
  writeDenyFile("enabledAgain", "disabled");
  writeDenyFile("stillDisabled", "disabled");
  writeDenyFile("revokedBoth", "revoked");
  const wanted = new Map([
    ["stillDisabled", "disabled"],
    ["revokedBoth", "revoked"],
    ["lostFile", "revoked"],
  ] as const);
  expect(syncDenyFiles(wanted)).toEqual([]);
  expect(listDenyFiles()).toEqual(wanted);
});

it.each(["", "..", "a/b", "../token", "a".repeat(65), "a.b", "ä"])("refuses %j as a name", (publicId) => {
  expect(() => writeDenyFile(publicId, "revoked")).toThrow("no public id");
});
