import { anyOf, ours } from "./growth";

/** Methods with a row of their own; any other is what a scanner made up, folded into OTHER. */
const knownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export const otherMethod = "OTHER";

export const known = `method=~"${knownMethods.join("|")}"`;
export const odd = `method!~"${knownMethods.join("|")}"`;

/** A label value inside double quotes. */
function quoteLabel(value: string): string {
  return `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

/** Stands for series without a route label. */
export const noRoute = "(no route)";

const apart = (routeName: string): { method: string; route: string } => {
  const space = routeName.indexOf(" ");
  const route = routeName.slice(space + 1);
  return { method: routeName.slice(0, space), route: route === noRoute ? "" : route };
};

/** A route of the table as label matchers; the names of folded rows match what was folded. */
export function routeSelector(routeName: string | null): string {
  if (routeName === null) return `{${ours}}`;
  const { method, route } = apart(routeName);
  const methodMatcher = method === otherMethod ? odd : `method=${quoteLabel(method)}`;
  return `{${ours},${methodMatcher},route=${quoteLabel(route)}}`;
}

/** Matchers that cover at least these routes of the table, none of them folded. */
export function routesMatchers(routeNames: readonly string[]): string {
  const labels = routeNames.map(apart);
  const distinct = (values: string[]) => anyOf([...new Set(values)]);
  return `method=~${distinct(labels.map(({ method }) => method))},route=~${distinct(labels.map(({ route }) => route))}`;
}

/** What stands between the braces of a selector, without what `grown` adds itself. */
export const matchersOf = (selector: string) => selector.slice(1, -1).replace(ours, "").replace(/^,/, "");

export const withMatcher = (selector: string, matcher: string) =>
  selector === "" ? `{${matcher}}` : `${selector.slice(0, -1)},${matcher}}`;
