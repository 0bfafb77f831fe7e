/**
 * SHA-256 of the styles that the toast library puts into the page by itself: first the empty element, then its text. A
 * test compares them with the installed version.
 */
export const toastStyleHashes = [
  "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=",
];

/**
 * The Content-Security-Policy of a page: scripts run by the nonce of this one answer, or when such a script loads them,
 * and never inline. Style elements need the nonce too; style attributes are allowed, since charts and floating elements
 * are positioned by them. `dev` adds what `next dev` needs.
 */
export function contentSecurityPolicy({ nonce, https, dev }: { nonce: string; https: boolean; dev: boolean }): string {
  const directives = {
    "default-src": ["'self'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(dev ? ["'unsafe-eval'"] : [])],
    "style-src": dev
      ? ["'self'", "'unsafe-inline'"]
      : ["'self'", `'nonce-${nonce}'`, ...toastStyleHashes.map((hash) => `'${hash}'`)],
    "style-src-attr": ["'unsafe-inline'"],
    // The QR code that sets up a second factor is a data: URL.
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "frame-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    ...(https ? { "upgrade-insecure-requests": [] } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
