import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  auditEventHref,
  compareHref,
  compareWindowHref,
  onCallHref,
  pagePaths,
  storedHref,
  tokenHref,
  tokensHref,
} from "./routes";

const root = path.resolve(import.meta.dirname, "../..");
const listed = spawnSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "app", "components", "lib"],
  {
    cwd: root,
  },
);
const files = listed.stdout
  .toString()
  .split("\n")
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));

/** A path of this console typed where a link is made, instead of coming from a builder; public files do not count. */
const typedLink =
  /(?:\b(?:href|action|to)\s*[=:]\s*\{?\s*|\b(?:push|replace|redirect|assign)\(\s*)(["'`])\/(?![^"'`]*\.(?:svg|png|ico)\1)/;
const typedLinks = (source: string) => source.split("\n").filter((line) => typedLink.test(line));

describe("links", () => {
  it("lead to pages that exist, every page among them", () => {
    const pages = files.flatMap((file) => {
      const folders = /^app(\/.*)?\/page\.tsx$/.exec(file)?.[1];
      return folders === undefined ? [] : [folders.replace(/\/\([^)]*\)/g, "") || "/"];
    });
    expect(pages.sort()).toEqual([...pagePaths].sort());
  });

  it("encode what stands in the path and leave out what is empty", () => {
    expect(tokenHref("a/b")).toBe("/tokens/a%2Fb");
    expect(auditEventHref(7)).toBe("/audit/7");
    expect(tokensHref({ state: "", scope: null })).toBe("/tokens");
    expect(onCallHref({ range: "6h", route: "GET /a", anchor: "routes" })).toBe("/?range=6h&route=GET+%2Fa#routes");
    const endMs = Date.UTC(2026, 2, 1, 4);
    expect(compareWindowHref({ startMs: endMs - 60_000, endMs })).toBe(
      `/compare?${new URLSearchParams({
        kind: "free",
        beforeStart: "2026-03-01T03:50:00",
        beforeEnd: "2026-03-01T03:55:00",
        afterStart: "2026-03-01T03:55:00",
        afterEnd: "2026-03-01T04:00:00",
      })}`,
    );
    expect(compareHref("deploy", { deploy: "x", anchor: "top" })).toBe("/compare?kind=deploy&deploy=x#top");
  });

  it.each([
    ["/tokens/abc", "/tokens/abc"],
    ["#errors", "#errors"],
    ["//evil.example", "/settings/notifications"],
    ["/\\evil.example", "/settings/notifications"],
    ["https://evil.example", "/settings/notifications"],
    ["javascript:alert(1)", "/settings/notifications"],
  ])("stored as %s lead to %s", (stored, shown) => {
    expect(storedHref(stored)).toBe(shown);
  });
});

describe("no link is typed by hand", () => {
  it("in pages, components and rooms", () => {
    const found = files
      .filter((file) => file !== "lib/links/routes.ts" && !file.startsWith("lib/db/generated/"))
      .flatMap((file) => {
        const source = readFileSync(path.join(root, file), "utf8");
        const casts = source.split("\n").filter((line) => /\bas Route\b/.test(line));
        return [...typedLinks(source), ...casts].map((line) => `${file}: ${line.trim()}`);
      });
    expect(files.length).toBeGreaterThan(500);
    expect(found).toEqual([]);
  });

  it.each([
    '<a href="/tokens">',
    "<Link href={`/tokens/x`}>",
    '<form action="/traces">',
    'router.push("/capsules")',
    'redirect("/sign-in")',
    'return { title, href: "/pods" };',
  ])("a planted %s is seen", (line) => {
    expect(typedLinks(line)).toHaveLength(1);
  });

  it.each(['<a href="#content">', "<link href={`/state-ok.svg`} />", '.replace("a", "/b")', "href={podsHref()}"])(
    "%s is none",
    (line) => {
      expect(typedLinks(line)).toEqual([]);
    },
  );
});
