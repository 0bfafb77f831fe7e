import { expect, test } from "vitest";
import { parseEnvFile } from "./load-settings.mjs";

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
