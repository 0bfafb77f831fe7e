import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { missingPlatformPackages } from "./missing-platform-packages.mjs";

test("an absent build for another system is named with its system, processor and libc", () => {
  const packages = {
    "node_modules/a": {
      optionalDependencies: { "@a/cli-linux-x64-musl": "1.0.0", "@a/cli-darwin-arm64": "1.0.0", b: "1.0.0" },
    },
    "node_modules/@a/cli-darwin-arm64": {},
  };
  expect(missingPlatformPackages(packages)).toEqual([
    [
      "node_modules/@a/cli-linux-x64-musl",
      { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"], libc: ["musl"] },
    ],
  ]);
});

test("the lock file names them all, as npm ci demands (run scripts/complete-lock.mjs)", () => {
  const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../package-lock.json"), "utf8"));
  expect(missingPlatformPackages(lock.packages)).toEqual([]);
});
