import { expect, it } from "vitest";
import { rangesOfPage } from "./page-ranges";

it.each([
  ["/", "1h", "15m"],
  ["/dependencies/database", "1h", "6h"],
  ["/budget", "24h", "30d"],
  ["/triggers", "7d", "30d"],
  ["/tokens/abc", "24h", "7d"],
])("%s shows %s by itself and takes %s", (path, fallback, taken) => {
  const ranges = rangesOfPage(path);
  expect(ranges?.fallback).toBe(fallback);
  expect(ranges?.taken).toContain(taken);
  expect(ranges?.taken).toContain(fallback);
  expect(ranges?.taken).not.toContain("99h");
});

it("a page without ranges takes none", () => {
  for (const path of ["/tokens", "/audit", "/traces", "/settings", "/compare"]) expect(rangesOfPage(path)).toBeNull();
});
