/** A path below the base of a program, which may have a prefix of its own and may end with a slash. */
export function joinUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}${path}`;
}
