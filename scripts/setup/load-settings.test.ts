import { afterEach, expect, test, vi } from "vitest";
import { loadSettings, parseEnvFile } from "./load-settings.mjs";

test("KEY=VALUE lines with comments, quotes and export", () => {
  const text = [
    "# comment",
    "PORT=3200",
    'export QUOTED="a # b"',
    "SINGLE='c'",
    "TRAILING=d # why",
    "EMPTY=",
    "URL=http://x/?a=b",
    "not a line",
  ].join("\r\n");
  expect(parseEnvFile(text)).toEqual({
    PORT: "3200",
    QUOTED: "a # b",
    SINGLE: "c",
    TRAILING: "d",
    EMPTY: "",
    URL: "http://x/?a=b",
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
