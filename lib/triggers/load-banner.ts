import "server-only";
import { loadOpenFirings } from "./load-firings";

/** What every page shows while a trigger fires. */
export type Banner = { firing: { text: string; sinceMs: number } | null };

/** The reasons of all triggers that fire, in one sentence. One query. Throws as Prisma does. */
export async function loadBanner(): Promise<Banner> {
  const open = await loadOpenFirings();
  if (open.length === 0) return { firing: null };
  const sinceMs = Math.min(...open.map(({ startedAtMs }) => startedAtMs));
  const reasons = open.map(({ reason }) => reason.replace(/\.$/, "")).join("; ");
  return { firing: { text: `Move off this host: ${reasons}`, sinceMs } };
}
