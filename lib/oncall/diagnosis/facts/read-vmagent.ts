import type { VmagentFacts } from "./types";

type Sample = { labels: Record<string, string>; value: number };

/** The answer of `vmagentFacts()`, with the time of its newest sample; null when vmagent never told of itself. */
export function readVmagent(
  samples: readonly Sample[],
  overMs: number,
): { value: VmagentFacts; sampledAtMs: number } | null {
  const fact = (name: string) => samples.find(({ labels }) => labels.fact === name)?.value ?? null;
  const at = fact("at");
  if (at === null) return null;
  const answers = samples.filter(({ labels }) => labels.fact === "answers");
  return {
    value: {
      answers: Object.fromEntries(answers.map(({ labels, value }) => [labels.status_code ?? "", value])),
      retries: fact("retries") ?? 0,
      dropped: fact("dropped") ?? 0,
      pendingBytes: fact("pending"),
      freeBytes: fact("free"),
      bytesPerSecond: fact("speed"),
      overMs,
    },
    sampledAtMs: at * 1000,
  };
}
