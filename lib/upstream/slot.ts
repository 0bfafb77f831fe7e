/** Start of the time slot that holds `nowMs`. Slots are aligned to the epoch, so every viewer has the same ones. */
export function slotStartMs(nowMs: number, intervalMs: number): number {
  return Math.floor(nowMs / intervalMs) * intervalMs;
}

/** Milliseconds until the next slot begins: more than 0, at most `intervalMs`. */
export function msUntilNextSlot(nowMs: number, intervalMs: number): number {
  return slotStartMs(nowMs, intervalMs) + intervalMs - nowMs;
}
