import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What each file imports: project path ("lib/a/b.ts") to project paths, type-only and dynamic imports included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads the imports of sources with the compiler's own scanner. `files` maps paths to their text. */
export function graphOf(files: ReadonlyMap<string, string>): ImportGraph {
  const resolve = (from: string, specifier: string): string | undefined => {
    const base = specifier.startsWith("@/")
      ? specifier.slice(2)
      : specifier.startsWith(".")
        ? path.posix.join(path.posix.dirname(from), specifier)
        : null;
    if (base === null) return undefined;
    return [base, `${base}.ts`, `${base}.tsx`, `${base}.mjs`, `${base}/index.ts`].find((name) => files.has(name));
  };
  return new Map(
    [...files].map(([file, source]) => {
      const { importedFiles } = ts.preProcessFile(source, true, true);
      const targets = importedFiles.map(({ fileName }) => resolve(file, fileName)).filter((name) => name !== undefined);
      return [file, [...new Set(targets)].filter((name) => name !== file)] as const;
    }),
  );
}

/** Like `graphOf`, for files on disk below `root`. */
export function readGraph(root: string, files: readonly string[]): ImportGraph {
  return graphOf(new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")])));
}

/** The room of a file of lib/: its folder, or its own name where it stands alone. */
export function roomOf(file: string): string {
  const [, room = "", deeper] = file.split("/");
  return deeper === undefined ? room.replace(/\.tsx?$/, "") : room;
}

/**
 * Imports in lib/ that break the order of its rooms: of a room that comes later in `order`, of one that is not listed,
 * or of a page or component. Each as "a.ts -> b.ts (why)".
 */
export function floorBreaks(graph: ImportGraph, order: readonly string[]): string[] {
  const breaks: string[] = [];
  for (const [file, targets] of graph) {
    if (!file.startsWith("lib/")) continue;
    const own = order.indexOf(roomOf(file));
    for (const target of targets) {
      const say = (why: string) => breaks.push(`${file} -> ${target} (${why})`);
      if (!target.startsWith("lib/")) {
        say("lib/ knows neither pages nor components");
        continue;
      }
      if (roomOf(file) === roomOf(target)) continue;
      const wanted = order.indexOf(roomOf(target));
      if (own < 0 || wanted < 0) say("a room that lib/rooms.ts does not list");
      else if (wanted > own) say(`${roomOf(target)} stands above ${roomOf(file)}`);
    }
  }
  return breaks;
}

/** Import cycles: groups of files that import one another, each group sorted. */
export function circlesOf(graph: ImportGraph): string[][] {
  const state = new Map<string, { index: number; low: number }>();
  const stack: string[] = [];
  const circles: string[][] = [];
  // Tarjan's strongly connected components.
  const visit = (file: string) => {
    const own = { index: state.size, low: state.size };
    state.set(file, own);
    stack.push(file);
    for (const target of graph.get(file) ?? []) {
      const known = state.get(target);
      if (!known) own.low = Math.min(own.low, visit(target).low);
      else if (stack.includes(target)) own.low = Math.min(own.low, known.index);
    }
    if (own.low === own.index) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1) circles.push(group.toSorted());
    }
    return own;
  };
  for (const file of graph.keys()) if (!state.has(file)) visit(file);
  return circles;
}

/** Imports of one page from the `_folder` of another, each as "a.ts -> b.ts". */
export function foreignFolders(graph: ImportGraph): string[] {
  return [...graph].flatMap(([file, targets]) =>
    targets
      .filter((target) => {
        const owner = /^(app\/.*?)\/_[a-z-]+\//.exec(`${target}`)?.[1];
        return owner !== undefined && !isOfPage(file, owner);
      })
      .map((target) => `${file} -> ${target}`),
  );
}

/** Whether a file belongs to the page in `owner`: it lies below that folder, with no other page in between. */
function isOfPage(file: string, owner: string): boolean {
  if (!file.startsWith(`${owner}/`)) return false;
  if (owner !== "app/(console)") return true;
  const rest = file.slice(owner.length + 1);
  return !rest.includes("/") || rest.startsWith("_");
}
