import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { tokenPaths } from "./public-paths";

const root = path.resolve(import.meta.dirname, "../..");
const filesOf = (dir: string, pattern: RegExp) =>
  readdirSync(path.join(root, dir), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(dir, file))
    .filter((file) => pattern.test(file));
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

// Next can render a page without its layout, so the layout's check is a courtesy and each page's own is the guard.
describe("every page and JSON route asks who is there", () => {
  const pages = filesOf("app/(console)", /\/page\.tsx$/);
  const routes = filesOf("app/api", /\/route\.ts$/);

  it("finds what it judges", () => {
    expect(pages.length).toBeGreaterThan(2);
    expect(routes.length).toBeGreaterThan(3);
  });

  it("pages", () => {
    expect(pages.filter((file) => !/await (pageActor|pageSession|requireActor)\(\)/.test(read(file)))).toEqual([]);
  });

  it("routes", () => {
    const open = ["app/api/health/route.ts", "app/api/auth/[...nextauth]/route.ts"];
    const tokenRoutes = tokenPaths.map((one) => `app${one.path}/route.ts ${one.method}`);
    const unguarded = routes
      .filter((file) => !open.includes(file))
      .flatMap((file) =>
        [...read(file).matchAll(/^export (?:const|async function|function) ([A-Z]+)\b(.*)$/gm)].map(
          ([, method, rest = ""]) => ({ place: `${file} ${method}`, rest }),
        ),
      )
      .filter(({ place, rest }) => !rest.startsWith(tokenRoutes.includes(place) ? " = withToken(" : " = withActor("));
    expect(unguarded).toEqual([]);
    expect(routes.filter((file) => !open.includes(file) && !/= withActor\(/.test(read(file)))).toEqual([]);
  });

  it("actions", () => {
    const actions = [...filesOf("app", /\.ts$/), ...filesOf("components", /\.ts$/)].filter((file) =>
      read(file).startsWith('"use server"'),
    );
    expect(actions.length).toBeGreaterThan(3);
    const unguarded = actions.filter((file) => !/\b(runAction|answerAction)\(/.test(read(file)));
    expect(unguarded).toEqual([]);
  });
});
