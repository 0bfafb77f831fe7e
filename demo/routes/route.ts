import type { Answer, Scope } from "../world";

/** A route of the API; `id` is the path's `:id`, 0 in a pattern without one. */
export type Route = {
  method: string;
  /** As Echo's `c.Path()` says it, with the trailing slash. */
  pattern: string;
  handle: (scope: Scope, id: number) => Promise<Answer>;
};

/** Whether a path fits an Echo pattern, and the value of its `:id`. The trailing slash belongs to the route. */
export function matchPath(pattern: string, path: string): { id: string } | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  let id = "";
  for (const [index, part] of wanted.entries()) {
    if (part === ":id" && given[index]) id = given[index];
    else if (part !== given[index]) return null;
  }
  return { id };
}

export type Match = { pattern: string; route: Route | undefined; id: number };

/** The route for a method and path: none at all (pattern ""), or a pattern that lacks the method (405). */
export function findRoute(routes: readonly Route[], method: string, path: string): Match {
  const onPath = routes.flatMap((route) => {
    const match = matchPath(route.pattern, path);
    return match ? [{ route, id: Number(match.id) || 0 }] : [];
  });
  const found = onPath.find(({ route }) => route.method === method);
  return { pattern: onPath[0]?.route.pattern ?? "", route: found?.route, id: found?.id ?? 0 };
}
