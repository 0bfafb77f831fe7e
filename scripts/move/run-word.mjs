/**
 * Runs the word that this process was called with, and ends it: migrate.sh reads the exit status, and the reason from
 * the error output.
 * @param {Record<string, () => Promise<void>>} words
 */
export async function runWord(words) {
  const word = words[process.argv[2] ?? ""];
  if (!word) throw new Error(`No such word: ${process.argv[2]}`);
  try {
    await word();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  process.exit(0);
}
