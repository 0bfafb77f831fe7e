import { isScope, type Scope } from "@/lib/plan/scopes";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Source = { scope: string; address: string; firstAt: Date };
export type NewAddress = { address: string; scope: Scope; atMs: number };

/**
 * Addresses that are new to a token, by all its known sources: they appeared within the last day, more than an hour
 * after the first one.
 */
export function newAddressesOf(sources: readonly Source[], nowMs: number): NewAddress[] {
  const firstAtMs = new Map<string, number>();
  for (const { scope, address, firstAt } of sources) {
    const key = `${scope} ${address}`;
    firstAtMs.set(key, Math.min(firstAtMs.get(key) ?? Number.POSITIVE_INFINITY, firstAt.getTime()));
  }
  return [...firstAtMs].flatMap(([key, atMs]) => {
    const [scope = "", address = ""] = key.split(" ");
    const isOlder = [...firstAtMs].some(([other, first]) => other.startsWith(`${scope} `) && first < atMs - hourMs);
    return isScope(scope) && address !== "others" && isOlder && atMs > nowMs - dayMs ? [{ address, scope, atMs }] : [];
  });
}
