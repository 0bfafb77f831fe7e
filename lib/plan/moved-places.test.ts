import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isMoved, movedPlaces, plainPlaces } from "./moved-places";
import { stackPaths } from "./stack";

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, "../..", file), "utf8");

describe("what a move copies", () => {
  it.each([
    ["deploy/places.conf", movedPlaces],
    ["scripts/move/places.conf", plainPlaces],
  ])("is the same for the script as for the console: %s", (file, places) => {
    const lines = read(file)
      .split("\n")
      .filter((line) => /^(store|tree)\s/.test(line));
    const described = lines.map((line) => {
      const [kind, name, place, left = ""] = line.split(/\s+/);
      return { kind, name, path: place, left: left === "" ? [] : left.split(",") };
    });
    expect(described).toEqual(places);
  });

  it("has every file of the stack that holds data or a secret", () => {
    const { database, envFile, secrets, token, gateSecret, htpasswd, denyDir, composeFile, source } = stackPaths();
    for (const file of [
      database,
      envFile,
      `${secrets}/grafana/admin-password`,
      token,
      gateSecret,
      htpasswd,
      composeFile,
      source,
      `${denyDir}/x`,
    ])
      expect(isMoved(file.slice(1)), file).toBe(true);
  });

  it("leaves out what belongs to one machine", () => {
    expect(isMoved("console.db", plainPlaces)).toBe(true);
    expect(isMoved("gate/deny/x", plainPlaces)).toBe(true);
    expect(isMoved("gate/nginx.conf", plainPlaces)).toBe(false);
    expect(isMoved("start.env", plainPlaces)).toBe(false);
    expect(isMoved("opt/honeydue-obs/data/console/moves/x")).toBe(false);
    expect(isMoved("etc/honeydue-obs/forwarders/old-box.conf")).toBe(false);
    expect(isMoved("opt/honeydue-obs-other/x")).toBe(false);
  });
});
