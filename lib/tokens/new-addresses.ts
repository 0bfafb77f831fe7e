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
  const firsts = new Map<string, { scope: string; address: string; atMs: number }>();
  for (const { scope, address, firstAt } of sources) {
    const key = `${scope} ${address}`;
    const atMs = Math.min(firsts.get(key)?.atMs ?? Number.POSITIVE_INFINITY, firstAt.getTime());
    firsts.set(key, { scope, address, atMs });
  }
  const known = [...firsts.values()];
  return known.flatMap(({ scope, address, atMs }) => {
    const isOlder = known.some((other) => other.scope === scope && other.atMs < atMs - hourMs);
    return isScope(scope) && address !== "others" && isOlder && atMs > nowMs - dayMs ? [{ address, scope, atMs }] : [];
  });
}
