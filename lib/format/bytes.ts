const units = ["B", "kB", "MB", "GB", "TB"];

/** "412 MB": from bytes, in powers of 1000, with one decimal below 10. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const text = power > 0 && value < 9.95 ? value.toFixed(1) : String(Math.round(value));
  return `${text} ${units[power]}`;
}
