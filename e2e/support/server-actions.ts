import { readFileSync } from "node:fs";
import { z } from "zod";

const manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })),
});

export type ServerAction = { id: string; name: string; path: string };

/** "app/(console)/traces/[id]/page" is met under "/traces/1". */
function pathOf(page: string): string {
  const segments = page
    .split("/")
    .slice(1, -1)
    .filter((segment) => !segment.startsWith("("));
  return `/${segments.map((segment) => (segment.startsWith("[") ? "1" : segment)).join("/")}`;
}

/** Every server action of the build, with a page that takes it. */
export function serverActions(): ServerAction[] {
  const { node } = manifest.parse(JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")));
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const pages = Object.keys(workers);
    return { id, name: exportedName, path: pathOf(pages.find((page) => !page.includes("[")) ?? pages[0] ?? "") };
  });
}
