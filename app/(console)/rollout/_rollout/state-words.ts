import type { Health } from "@/lib/measured";
import type { CheckState, SkipView, StepView } from "@/lib/rollout/types";

type Look = { health: Health; word: string };

export const checkLooks: Record<CheckState, Look> = {
  met: { health: "ok", word: "met" },
  partly: { health: "warn", word: "partly" },
  "not-yet": { health: "unknown", word: "not yet" },
  regressed: { health: "bad", word: "regressed" },
  unknown: { health: "unknown", word: "unknown" },
};

export const stepLooks: Record<StepView["state"], Look> = {
  done: { health: "ok", word: "done" },
  "under-way": { health: "warn", word: "under way" },
  "not-begun": { health: "unknown", word: "not begun" },
  unknown: { health: "unknown", word: "cannot tell" },
};

export const skipLooks: Record<SkipView["verdict"], Look> = {
  skip: { health: "ok", word: "still right to skip" },
  revisit: { health: "warn", word: "revisit" },
  unknown: { health: "unknown", word: "cannot tell" },
};
