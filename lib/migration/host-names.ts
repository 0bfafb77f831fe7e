import "server-only";
import { isIP } from "node:net";
import { env } from "@/lib/runtime/env";
import { type MoveHost, moveHosts } from "./types";

/** The public names of the three hosts as the settings have them; one that is not set, or is an address, is left out. */
export function hostNames(): Partial<Record<MoveHost, string>> {
  const { INGEST_PUBLIC_URL, GRAFANA_PUBLIC_URL, NEXTAUTH_URL } = env();
  const urls: Record<MoveHost, string | undefined> = {
    ingest: INGEST_PUBLIC_URL,
    grafana: GRAFANA_PUBLIC_URL,
    console: NEXTAUTH_URL,
  };
  return Object.fromEntries(
    moveHosts.flatMap((host) => {
      const url = urls[host];
      const name = url ? new URL(url).hostname.replace(/^\[|\]$/g, "") : "";
      return name === "" || isIP(name) || name === "localhost" ? [] : [[host, name] as const];
    }),
  );
}
