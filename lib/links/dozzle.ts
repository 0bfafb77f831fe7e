import type { Link } from "./link";

/** Dozzle, which shows what the containers print. It keeps no history: only what is still there can be read. */
export function dozzleLink(base: string | undefined): Link {
  return base ? { href: base } : { href: null, reason: "DOZZLE_PUBLIC_URL is not set, so there is no Dozzle to open." };
}
