/** "14.6 GB", "2.94 GB": bytes in powers of 1024 with the digits that matter near a threshold of a few GB. */
export function formatGigabytes(bytes: number): string {
  const value = bytes / 1024 ** 3;
  return `${Math.abs(value) < 9.95 ? value.toFixed(2) : value.toFixed(1)} GB`;
}
