import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { loadSettings } from "./load-settings.mjs";

test(".env fills what the environment leaves unset or empty: comments, quotes and export as usual", () => {
  const text = [
    "# comment",
    "CAPS_SET=from the file",
    "CAPS_EMPTY=filled",
    'export CAPS_QUOTED="a # b"',
    "CAPS_SINGLE='c'",
    "CAPS_TRAILING=d # why",
    "CAPS_URL=http://x/?a=b",
    "not a line",
  ].join("\r\n");
  const root = mkdtempSync(path.join(tmpdir(), "obs-settings-"));
  writeFileSync(path.join(root, ".env"), text);
  vi.stubEnv("CAPS_SET", "from the environment");
  vi.stubEnv("CAPS_EMPTY", "");
  for (const name of ["QUOTED", "SINGLE", "TRAILING", "URL"]) vi.stubEnv(`CAPS_${name}`, undefined);
  loadSettings(root);
  rmSync(root, { recursive: true });
  expect(Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("CAPS_")))).toEqual({
    CAPS_SET: "from the environment",
    CAPS_EMPTY: "filled",
    CAPS_QUOTED: "a # b",
    CAPS_SINGLE: "c",
    CAPS_TRAILING: "d",
    CAPS_URL: "http://x/?a=b",
  });
});

afterEach(() => vi.unstubAllEnvs());

test("relative locations are settled against the project, whatever directory the server runs in", () => {
  vi.stubEnv("OBS_DATA_DIR", "data");
  vi.stubEnv("DATABASE_URL", "");
  expect(loadSettings("/project")).toEqual({ dataDir: "/project/data", databaseUrl: "file:/project/data/console.db" });
  vi.stubEnv("DATABASE_URL", "file:./own.db");
  expect(loadSettings("/project").databaseUrl).toBe("file:/project/own.db");
  vi.stubEnv("DATABASE_URL", "file:/elsewhere/own.db");
  expect(loadSettings("/project").databaseUrl).toBe("file:/elsewhere/own.db");
});
