import { formatAge } from "@/lib/format/quantity";
import type { Unread } from "@/lib/jaeger/salvage-search";

/** What a search had to leave out, as a sentence; null when nothing. */
export function unreadText(unread: readonly Unread[]): string | null {
  if (unread.length === 0) return null;
  const leftOutMs = unread.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return `Left out: traces of ${formatAge(leftOutMs)} that Jaeger cannot give, since one of them is too long or holds what its API cannot write.`;
}
