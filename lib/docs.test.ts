import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { floors } from "./rooms";

const root = path.resolve(import.meta.dirname, "..");
const decisions = readdirSync(path.join(root, "docs/decisions")).map((name) => `docs/decisions/${name}`);
const threatModel = "docs/threat-model.md";
const documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", threatModel, ...decisions];
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** Paths in the project's own folders; a path elsewhere (a URL, the host's files) is not ours to keep true. */
const ours = /^(app|components|lib|prisma|demo|deploy|scripts|e2e|tools|docs)\/[\w()[\]{}.,*/-]+$/;

/** Paths of the project that a document names, in code marks or as a link's target. */
function pathsIn(text: string): string[] {
  const marked = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  const linked = [...text.matchAll(/\]\(([^)#\s]+)\)/g)].map((match) => match[1] ?? "");
  const files = [...marked, ...linked].filter((name) => /^[\w.-]+\.(ts|mjs|md|json)$/.test(name));
  return [...marked.filter((name) => ours.test(name)), ...linked.filter((name) => ours.test(name)), ...files];
}

/** Titles of the tests in a file; that of an `it.each` follows its table. */
function titlesIn(file: string): string[] {
  const text = read(file);
  const titles = [
    ...text.matchAll(/\b(?:it|test)\(\s*"((?:[^"\\]|\\.)+)"/g),
    ...text.matchAll(/\)\(\s*"((?:[^"\\]|\\.)+)",/g),
  ];
  return titles.map(([, title = ""]) => title);
}

describe("the documents name what exists", () => {
  it.each(documents)("%s", (document) => {
    const missing = pathsIn(read(document)).filter((name) => !name.includes("*") && !existsSync(path.join(root, name)));
    expect(missing).toEqual([]);
  });

  it("and would be caught naming what does not", () => {
    const text =
      "See `lib/no-such-room/file.ts`, [that](docs/gone.md), `lib/rooms.ts`, https://x/lib/y and `npm test`.";
    expect(pathsIn(text)).toEqual(["lib/no-such-room/file.ts", "lib/rooms.ts", "docs/gone.md"]);
  });

  it("shows every floor with its rooms in the order that the code is held to", () => {
    const text = read("docs/architecture.md");
    for (const { name, rooms } of floors) {
      const row = text.split("\n").find((line) => line.startsWith(`| ${name} `));
      expect(row?.match(/`[\w-]+`/g)?.map((room) => room.slice(1, -1))).toEqual([...rooms]);
    }
  });

  it("promises in the threat model only what a test holds, by its file and words of its title", () => {
    const promises = read(threatModel)
      .split(/^(?=- |\n)/m)
      .filter((item) => item.startsWith("- "))
      .map((item) => item.replace(/\s+/g, " ").trim());
    expect(promises.length).toBeGreaterThan(30);
    const broken = promises.flatMap((promise) => {
      const tests = [...promise.matchAll(/`([\w/.-]+\.(?:test|spec)\.tsx?)` "([^"]{5,})"/g)];
      const named = promise.match(/\.(test|spec)\.tsx?`/g)?.length ?? 0;
      if (tests.length === 0 || tests.length < named) return [`no test and title: ${promise}`];
      return tests.flatMap(([, file = "", title = ""]) =>
        existsSync(path.join(root, file)) && titlesIn(file).some((one) => one.includes(title))
          ? []
          : [`${file} has no "${title}"`],
      );
    });
    expect(broken).toEqual([]);
  });

  it("lists every room in CONTRIBUTING.md", () => {
    const text = read("CONTRIBUTING.md");
    for (const room of floors.flatMap(({ rooms }) => [...rooms])) expect(text).toMatch(new RegExp(` ${room}( |\\n)`));
  });

  it("decides each thing once, under its own number, with what was rejected", () => {
    const numbers = decisions.map((file) => Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
    for (const file of decisions) {
      expect(read(file)).toMatch(
        /^# \d+\. .+\n\n\*\*Context\.\*\*[\s\S]*\*\*Decision\.\*\*[\s\S]*\*\*Rejected\.\*\*[\s\S]*\*\*Consequences\.\*\*/,
      );
    }
  });
});
