const nowhere = "http://console.invalid";

/**
 * A path of this console to go to after signing in; "/" for anything that could lead elsewhere (another origin in any
 * spelling, the API, the sign-in pages themselves).
 */
export function safeReturnPath(path: unknown): string {
  if (typeof path !== "string" || path.length > 2000 || !/^\/(?![/\\])/.test(path)) return "/";
  // Browsers drop these while parsing, which can join two slashes.
  if (/[\p{Cc}\\]/u.test(path) || !URL.canParse(path, nowhere)) return "/";
  const url = new URL(path, nowhere);
  if (url.origin !== nowhere || url.pathname.startsWith("//")) return "/";
  if (/^\/(api|sign-in)(\/|$)/.test(url.pathname)) return "/";
  if (url.searchParams.has("_rsc")) url.searchParams.delete("_rsc");
  return `${url.pathname}${url.search}${url.hash}`;
}
