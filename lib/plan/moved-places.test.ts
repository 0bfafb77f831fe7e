import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isMoved, movedPlaces } from "./moved-places";
import { stackPaths } from "./stack";

const conf = readFileSync(path.resolve(import.meta.dirname, "../../deploy/places.conf"), "utf8");

describe("what a move copies", () => {
  it("is the same for the script as for the console", () => {
    const lines = conf.split("\n").filter((line) => /^(store|tree)\s/.test(line));
    const described = lines.map((line) => {
      const [kind, name, place, left = ""] = line.split(/\s+/);
      return { kind, name, path: place, left: left === "" ? [] : left.split(",") };
    });
    expect(described).toEqual(movedPlaces);
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

  it("leaves what belongs to a box", () => {
    expect(isMoved("opt/honeydue-obs/data/console/moves/x")).toBe(false);
    expect(isMoved("etc/honeydue-obs/forwarders/old-box.conf")).toBe(false);
    expect(isMoved("opt/honeydue-obs-other/x")).toBe(false);
  });
});
