import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./safe-return-path";

describe("safeReturnPath", () => {
  it.each(["/", "/settings", "/?range=1h&route=GET%20%2Fapi", "/traces/abc#span"])("keeps %s", (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  it.each([
    "//evil.test",
    "/\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "https://evil.test/",
    "javascript:alert(1)",
    "evil.test",
    "",
    "/.//evil.test",
    "/a/..//evil.test",
    "/sign-in",
    "/sign-in/new-password",
    "/api/health",
    "/api",
    "see /settings",
    "/a\tb",
    "/a\\b",
    undefined,
    ["/a"],
    `/${"a".repeat(2001)}`,
  ])("leads nowhere else by %.60j: the start page", (path) => {
    expect(safeReturnPath(path)).toBe("/");
  });

  it("keeps 2,000 characters, and names that merely begin as the API's", () => {
    for (const path of [`/${"a".repeat(1999)}`, "/apiary", "/sign-in-log", "/x/api/y"])
      expect(safeReturnPath(path)).toBe(path);
  });

  it("drops what Next adds to its own requests", () => {
    expect(safeReturnPath("/settings?a=1&_rsc=x7")).toBe("/settings?a=1");
  });

  it("never leads to another origin, whatever it is given", () => {
    const nasty = fc.array(fc.constantFrom("/", "\\", ".", "..", "@", ":", "evil.test", "%2f", "\t", "?", "#", "a"));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          nasty.map((parts) => `/${parts.join("")}`),
        ),
        (path) => {
          const url = new URL(safeReturnPath(path), "http://console.test/sign-in");
          expect(url.origin).toBe("http://console.test");
        },
      ),
    );
  });
});
