import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Source files of the product, without tests and generated code. */
function sourceFiles(pattern: string): string[] {
  const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", pattern], { cwd: root });
  const files = listed.stdout.toString().split("\n").filter(Boolean);
  return files.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$/.test(file));
}

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const isServerOnly = (source: string) => source.startsWith('import "server-only";');

/** Modules of this project that a file imports for their values (types vanish at build time). */
function valueImports(source: string): string[] {
  const pattern = /^(?:import|export)\s+(?!type\b)[^;]*?from\s+"@\/([^"]+)"/gms;
  return [...source.matchAll(pattern)].map((match) => match[1] ?? "");
}

describe("layout rules", () => {
  const libFiles = sourceFiles("lib/**");

  it("finds the sources it judges", () => {
    expect(libFiles.length).toBeGreaterThan(10);
  });

  it("lets a module without server-only import neither Node nor a server-only module", () => {
    const offenders = libFiles.filter((file) => {
      const source = read(file);
      if (isServerOnly(source) || file.startsWith("lib/testing/")) return false;
      const nodeImport = /from "node:/.test(source);
      const serverImport = valueImports(source).some(
        (name) => libFiles.includes(`${name}.ts`) && isServerOnly(read(`${name}.ts`)),
      );
      return nodeImport || serverImport;
    });
    expect(offenders).toEqual([]);
  });

  it("keeps server modules out of client components", () => {
    const offenders = [...sourceFiles("app/**"), ...sourceFiles("components/**")].filter((file) => {
      const source = read(file);
      if (!/^"use client"/.test(source)) return false;
      return valueImports(source).some((name) => libFiles.includes(`${name}.ts`) && isServerOnly(read(`${name}.ts`)));
    });
    expect(offenders).toEqual([]);
  });

  it("keeps zod out of what a signed-in page ships: it weighs 100 kB, and its probe for eval breaks the policy", () => {
    const sources = new Map(
      ["app/**", "components/**", "lib/**"].flatMap(sourceFiles).map((file) => [file, read(file)] as const),
    );
    const importsOf = (source: string) =>
      [...source.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)from\s+"([^"]+)"/gms)]
        .filter(([, names = ""]) => names.split(/[{},]/).some((name) => /^\s*(?!type )\S/.test(name)))
        .map(([, , specifier = ""]) => specifier);
    const resolve = (from: string, specifier: string) => {
      const base = specifier.startsWith("@/")
        ? specifier.slice(2)
        : path.posix.join(path.posix.dirname(from), specifier);
      return [base, `${base}.ts`, `${base}.tsx`].find((name) => sources.has(name));
    };
    const shipsZod = (start: string): string | null => {
      const seen = new Set([start]);
      for (const file of seen) {
        const source = sources.get(file) ?? "";
        if (/^"use server"/.test(source)) continue;
        for (const specifier of importsOf(source)) {
          if (specifier === "zod") return `${start} by ${file}`;
          const target = resolve(file, specifier);
          if (target) seen.add(target);
        }
      }
      return null;
    };
    const clients = [...sources].filter(([, source]) => /^"use client"/.test(source)).map(([file]) => file);
    expect(clients.length).toBeGreaterThan(50);
    // The rules of a password are judged while it is typed.
    const offenders = clients.flatMap((file) => shipsZod(file) ?? []);
    expect(offenders.filter((text) => !text.endsWith("by lib/auth/fields.ts"))).toEqual([]);
  });

  it("keeps pages and layouts server components", () => {
    const pages = sourceFiles("app/**").filter((file) => /\/(page|layout)\.tsx$/.test(file));
    expect(pages.filter((file) => /^"use client"/.test(read(file)))).toEqual([]);
  });

  it("lets npm start load its steps before any package is installed", () => {
    const scripts = ["process", "setup", "programs", "run"]
      .flatMap((room) => sourceFiles(`scripts/${room}/*.mjs`))
      .concat("scripts/start.mjs", "scripts/test.mjs");
    const offenders = scripts.filter((file) => /^import [^;]*? from "(?!node:|\.)/m.test(read(file)));
    expect(offenders).toEqual([]);
  });

  it("lets what repeats in the background go through runEvery", () => {
    const timers = /\bsetInterval\(|setTimeout\([^()]*\)\.unref\(\)/;
    // The log is below runEvery, which logs.
    const below = ["lib/runtime/run-every.ts", "lib/runtime/logger.ts"];
    const offenders = libFiles.filter((file) => !below.includes(file) && timers.test(read(file)));
    expect(offenders).toEqual([]);
    expect(timers.test("setTimeout(look, pauseMs).unref();")).toBe(true);
  });

  it("lets forms be made of the one kit: no second action hook, no second primary button", () => {
    const own = /\buseTransition\b|\brunWithStepUp\(|rounded-md bg-(?:accent|bad) px-/;
    const files = [...sourceFiles("app/**"), ...sourceFiles("components/**")];
    const kit = ["components/form/", "components/auth/"];
    expect(files.filter((file) => !kit.some((room) => file.startsWith(room)) && own.test(read(file)))).toEqual([]);
    expect(own.test('className="h-9 rounded-md bg-accent px-4"')).toBe(true);
  });

  it("keeps files small: none above 300 lines, the median at most 100", () => {
    const files = ["lib/**", "app/**", "components/**", "scripts/**", "demo/**", "e2e/**"].flatMap(sourceFiles);
    const sizes = files.map((file) => ({ file, lines: read(file).split("\n").length }));
    expect(sizes.filter(({ lines }) => lines > 300)).toEqual([]);
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });
});

describe("the linter's boundaries refuse what they are there for", () => {
  /** Lints one file at the given place of a scratch tree that has this project's configuration. */
  const lint = (file: string, source: string) => {
    const scratch = mkdtempSync(path.join(tmpdir(), "obs-lint-"));
    const config = { ...JSON.parse(read("biome.json")), vcs: { enabled: false } };
    mkdirSync(path.join(scratch, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(scratch, "biome.json"), JSON.stringify(config));
    writeFileSync(path.join(scratch, file), source);
    const biome = spawnSync(path.join(root, "node_modules/.bin/biome"), ["lint", "."], { cwd: scratch });
    rmSync(scratch, { recursive: true });
    return `${biome.stdout}${biome.stderr}`;
  };

  it.each([
    ["lib importing a page", "lib/x.ts", 'import { A } from "@/app/a";\nexport const b = A;\n', "knows no page"],
    [
      "lib importing React",
      "lib/x.ts",
      'import { useState } from "react";\nexport const b = useState;\n',
      "has no React",
    ],
    [
      "a page importing the database",
      "app/x.ts",
      'import { db } from "@/lib/db/client";\nexport const b = db;\n',
      "Pages call a use case",
    ],
    [
      "a component importing a page",
      "components/x.ts",
      'import { A } from "@/app/a";\nexport const b = A;\n',
      "knows none",
    ],
    [
      "a component importing the database",
      "components/x.ts",
      'import { db } from "@/lib/db/client";\nexport const b = db;\n',
      "Pages call a use case",
    ],
    ["process.env outside lib/runtime/env.ts", "lib/x.ts", "export const b = process.env.PORT;\n", "noProcessEnv"],
    [
      "fetch outside lib/upstream",
      "lib/oncall/x.ts",
      'export const b = fetch("http://127.0.0.1");\n',
      "noRestrictedGlobals",
    ],
    ["any", "lib/x.ts", "export const b = (a: any) => a;\n", "noExplicitAny"],
  ])("%s", (_label, file, source, message) => {
    expect(lint(file, source)).toContain(message);
  });

  it("accepts a module that keeps them", () => {
    expect(lint("lib/x.ts", "export const b = 1;\n")).not.toContain("lint/");
  });
});
