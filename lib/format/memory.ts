const units = ["B", "kB", "MB", "GB", "TB"];

/**
 * "212 MB": from bytes in powers of 1024, as Docker's `mem_limit: 256m` counts and the plan writes; one decimal below
 * 10. Sizes that are compared with the plan's limits are written this way, all others by `formatBytes`.
 */
export function formatMemory(bytes: number): string {
  const magnitude = Math.abs(bytes);
  const power = magnitude < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(magnitude) / 10));
  const value = bytes / 1024 ** power;
  const text = power > 0 && Math.abs(value) < 9.95 ? Number(value.toFixed(1)).toString() : String(Math.round(value));
  return `${text} ${units[power]}`;
}
