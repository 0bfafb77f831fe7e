const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/**
 * "212 MiB": from bytes, one decimal below 10. All sizes of the console are in powers of 1024 and say so by their unit:
 * Docker's `mem_limit: 256m`, the kernel and the plan's "256 MB" count this way.
 */
export function formatBytes(bytes: number): string {
  const magnitude = Math.abs(bytes);
  const power = magnitude < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(magnitude) / 10));
  const value = bytes / 1024 ** power;
  const text = power > 0 && Math.abs(value) < 9.95 ? Number(value.toFixed(1)).toString() : String(Math.round(value));
  return `${text} ${units[power]}`;
}

/** "14.6 GiB", "2.94 GiB": always in this unit, with the digits that matter near a threshold of a few GiB. */
export function formatGibibytes(bytes: number): string {
  const value = bytes / 1024 ** 3;
  return `${Math.abs(value) < 9.95 ? value.toFixed(2) : value.toFixed(1)} GiB`;
}
