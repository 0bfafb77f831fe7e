/**
 * Prints the steps of a start: `[2/7] Dependencies: up to date (0.1 s)`. A step that takes longer than a moment is
 * announced first, so that nobody waits before a silent terminal.
 * @param {number} total @param {(line: string) => void} log
 */
export function createStepLog(total, log) {
  let number = 0;
  /**
   * @template T
   * @param {string} title @param {() => Promise<T>} work @param {(result: T) => string} outcome
   * @returns {Promise<T>} what `work` returned; throws what it threw
   */
  return async function step(title, work, outcome) {
    number += 1;
    const label = `[${number}/${total}] ${title}`;
    const startedAt = Date.now();
    const announce = setTimeout(() => log(`${label} ...`), 700);
    try {
      const result = await work();
      log(`${label}: ${outcome(result)} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
      return result;
    } finally {
      clearTimeout(announce);
    }
  };
}
