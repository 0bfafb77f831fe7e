import { expect, it } from "vitest";
import { isOnPage, pages } from "./pages";

it("knows a page and those below it, and no page whose name only begins alike", () => {
  expect(isOnPage("/audit", "/audit")).toBe(true);
  expect(isOnPage("/audit/7", "/audit")).toBe(true);
  expect(isOnPage("/auditor", "/audit")).toBe(false);
  expect(isOnPage("/audit", "/")).toBe(false);
  expect(isOnPage("/", "/")).toBe(true);
  expect(isOnPage("/settings/users", "/settings")).toBe(true);
  expect(isOnPage("/settings/notifications", "/settings")).toBe(false);
  expect(isOnPage("/settings/notifications", "/settings/notifications")).toBe(true);
});

it("begins with the on-call page, ends with the settings, and has each address once", () => {
  expect(pages[0]?.title).toBe("On-call");
  expect(pages.at(-1)?.title).toBe("Settings");
  expect(new Set(pages.map(({ href }) => href)).size).toBe(pages.length);
});
