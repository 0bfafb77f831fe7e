type Reading = { startId: string; atMs: number; value: number };

/**
 * Turns readings of counters into rates per second, per name: null for the first one, after a restart (another
 * `startId`, or a smaller value), and when the clock did not move on.
 */
export function createCounterRates() {
  const before = new Map<string, Reading>();
  return (name: string, reading: Omit<Reading, "value"> & { value: number | null }): number | null => {
    if (reading.value === null) return null;
    const { startId, atMs, value } = reading;
    const last = before.get(name);
    before.set(name, { startId, atMs, value });
    if (!last || last.startId !== startId || value < last.value || atMs <= last.atMs) return null;
    return ((value - last.value) / (atMs - last.atMs)) * 1000;
  };
}
