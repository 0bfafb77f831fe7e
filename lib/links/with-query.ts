/** Parameters of a URL; what is null, undefined or empty is left out. */
export type Query = Record<string, string | null | undefined>;

/** A path with its parameters. */
export function withQuery(path: string, parameters: Query): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) form.set(name, value);
  const query = form.toString();
  return query === "" ? path : `${path}?${query}`;
}
