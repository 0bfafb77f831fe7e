/** Short names that begin no word of what they stand for. */
const meant: Record<string, string> = { db: "database", pg: "postgres", k8s: "kubernetes", ack: "acknowledge" };

/**
 * How well a text with its other names answers what was typed, 0 (not at all) to 1. Every word typed must begin a word
 * of it ("db slow", "notif", "creat tok"); words of the text itself count more than its other names.
 */
export function matchScore(text: string, typed: string, names: readonly string[] = []): number {
  const wordsOf = (of: string) =>
    of
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return 1;
  const plain = text.toLowerCase();
  const [own, other] = [wordsOf(text), names.flatMap(wordsOf)];
  let score = 0;
  for (const word of wanted) {
    if (own.includes(word)) score += 1;
    else if (own.some((candidate) => candidate.startsWith(word))) score += 0.9;
    else if (own.some((candidate) => meant[word] === candidate)) score += 0.8;
    else if (other.some((candidate) => candidate.startsWith(word) || meant[word] === candidate)) score += 0.6;
    // Part of a path or an id: "/api/docu", "b2.Put".
    else if (word.length > 2 && plain.includes(word)) score += 0.4;
    else return 0;
  }
  // Of two that have all words, the shorter one is meant.
  return Math.max(0.01, score / wanted.length - Math.min(0.3, own.length / 100));
}
