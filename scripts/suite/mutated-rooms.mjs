/** The rooms, or parts of them, whose pure modules are mutated. */
export const allRooms = [
  "lib/stats",
  "lib/format",
  "lib/audit",
  "lib/auth",
  "lib/gate",
  "lib/resources/kernel-log",
  "lib/triggers",
  "lib/tokens",
  "lib/red",
  "lib/dependencies",
  "lib/traces",
  "lib/oncall/diagnosis",
  "lib/oncall/watch",
];

/** Tables of sentences: a test that repeats them would prove nothing. @param {string} file */
export const isWordsOnly = (file) => /\/(words|runbooks)\/|\/(words|titles)\.ts$/.test(file);

/** Those of this run: OBS_MUTATE_ROOM names one. @returns {string[]} */
export function mutatedRooms() {
  const one = process.env.OBS_MUTATE_ROOM;
  return one ? [one] : allRooms;
}
