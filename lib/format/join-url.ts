/** Appends `path` to a program's base URL, which may have a path prefix of its own and may end with a slash. */
export function joinUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}${path}`;
}
