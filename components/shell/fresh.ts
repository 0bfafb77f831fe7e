"use client";

const wanted = new Map<string, number>();
let requestedAtMs = 0;

/** Marks that the next question of every panel skips the slot's cached answer. */
export function wantFresh(): void {
  requestedAtMs = Date.now();
}

/** Whether this question is the first since someone pressed refresh (within 5 s). */
export function takeFresh(key: readonly unknown[]): boolean {
  const name = JSON.stringify(key);
  const isFresh = requestedAtMs > (wanted.get(name) ?? 0) && Date.now() - requestedAtMs < 5000;
  wanted.set(name, Date.now());
  return isFresh;
}
