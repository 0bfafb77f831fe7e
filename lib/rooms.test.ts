import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { floors } from "./rooms";
import { circlesOf, floorBreaks, foreignFolders, graphOf, readGraph, roomOf } from "./testing/import-graph";

const root = path.resolve(import.meta.dirname, "..");
const order: readonly string[] = floors.flatMap(({ rooms }) => rooms);
const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root });
const product = listed.stdout
  .toString()
  .split("\n")
  .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|\/testing\//.test(file));
const graph = readGraph(root, product);

describe("the house", () => {
  it("is read whole", () => {
    expect(graph.size).toBeGreaterThan(500);
    expect([...graph.values()].flat().length).toBeGreaterThan(1500);
  });

  it("lists every room once, and leaves out no folder of lib/", () => {
    expect(new Set(order).size).toBe(order.length);
    const alone = new Set(["rooms", "testing"]);
    const rooms = new Set(product.filter((file) => file.startsWith("lib/")).map(roomOf));
    expect([...rooms].filter((room) => !order.includes(room) && !alone.has(room))).toEqual([]);
  });

  it("has no import that goes up or back", () => {
    expect(floorBreaks(graph, order)).toEqual([]);
  });

  it("has no import cycle, types included", () => {
    expect(circlesOf(graph)).toEqual([]);
  });

  it("has no page that reaches into the folder of another", () => {
    expect(foreignFolders(graph)).toEqual([]);
  });
});

describe("planted violations are seen", () => {
  const planted = (from: string, source: string, to: string) =>
    graphOf(
      new Map([
        [from, source],
        [to, "export type A = 1;\nexport const a = 1;\n"],
      ]),
    );
  const up = ["lib/format/x.ts", "lib/oncall/y.ts"] as const;

  it.each([
    ["by alias", 'import { a } from "@/lib/oncall/y";\nexport const b = a;\n', ...up],
    ["by a relative path", 'import { a } from "../oncall/y";\nexport const b = a;\n', ...up],
    ["of a type", 'import type { A } from "@/lib/oncall/y";\nexport type B = A;\n', ...up],
    ["inline type", 'export type B = import("@/lib/oncall/y").A;\n', ...up],
    ["by re-export", 'export { a } from "@/lib/oncall/y";\n', ...up],
    ["dynamic", 'export const b = () => import("@/lib/oncall/y");\n', ...up],
    ["back on its own floor", 'import { a } from "@/lib/budget/y";\n', "lib/traces/x.ts", "lib/budget/y.ts"],
    ["to a page", 'import { a } from "@/app/y";\n', "lib/oncall/x.ts", "app/y.ts"],
    ["to a component", 'import { a } from "@/components/ui/y";\n', "lib/oncall/x.ts", "components/ui/y.tsx"],
    ["to a room that is not listed", 'import { a } from "@/lib/cellar/y";\n', "lib/oncall/x.ts", "lib/cellar/y.ts"],
  ])("%s", (_kind, source, from, to) => {
    expect(floorBreaks(planted(from, source, to), order)).toHaveLength(1);
  });

  it("lets what goes down pass", () => {
    expect(
      floorBreaks(planted("lib/oncall/x.ts", 'import { a } from "@/lib/format/y";\n', "lib/format/y.ts"), order),
    ).toEqual([]);
  });

  it("a cycle of three, of types only", () => {
    const circle = graphOf(
      new Map([
        ["lib/a/x.ts", 'import type { B } from "./y";\nexport type A = B;\n'],
        ["lib/a/y.ts", 'import type { C } from "@/lib/a/z";\nexport type B = C;\n'],
        ["lib/a/z.ts", 'import type { A } from "./x";\nexport type C = A;\n'],
        ["lib/a/w.ts", 'import type { A } from "./x";\nexport type D = A;\n'],
      ]),
    );
    expect(circlesOf(circle)).toEqual([["lib/a/x.ts", "lib/a/y.ts", "lib/a/z.ts"]]);
  });

  it.each([
    ["another page's folder", "app/(console)/pods/page.tsx", "app/(console)/budget/_budget/a.tsx", 1],
    ["the on-call page's folder", "app/(console)/pods/_pods/x.tsx", "app/(console)/_on-call/a.tsx", 1],
    ["its own", "app/(console)/page.tsx", "app/(console)/_on-call/a.tsx", 0],
  ])("%s", (_kind, from, to, count) => {
    expect(foreignFolders(planted(from, `import { a } from "@/${to.replace(".tsx", "")}";\n`, to))).toHaveLength(count);
  });
});
