import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { hashSources } from "./build-console.mjs";

let root = "";
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "obs-hash-"));
  write("app/page.tsx", "1");
  write("next.config.ts", "1");
});

test.each(["app/page.tsx", "app/new.tsx", "lib/a/b.ts", "next.config.ts", "public/icon.svg", "prisma/schema.prisma"])(
  "a change of %s asks for a build",
  (file) => {
    const before = hashSources(root);
    write(file, "2");
    expect(hashSources(root)).not.toBe(before);
  },
);

test.each([
  "app/page.test.tsx",
  "lib/jaeger/fixtures/a.json",
  "scripts/start.mjs",
  "README.md",
  "lib/db/generated/x.ts",
])("a change of %s does not", (file) => {
  const before = hashSources(root);
  write(file, "2");
  expect(hashSources(root)).toBe(before);
});

test("moving a text from one file to another asks for a build", () => {
  write("lib/a.ts", "x");
  const before = hashSources(root);
  write("lib/a.ts", "");
  write("lib/b.ts", "x");
  expect(hashSources(root)).not.toBe(before);
});
