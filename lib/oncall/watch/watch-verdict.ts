import "server-only";
import { loadOverview } from "@/lib/oncall/load-overview";
import type { Overview } from "@/lib/oncall/types";
import { defaultRange } from "@/lib/ranges/ranges";
import { runEvery } from "@/lib/runtime/run-every";
import { type ConditionName, type Rule, rules as standardRules } from "./conditions";
import { noteLook } from "./onset";
import { readSightings } from "./read-sightings";
import { initialWatch, type Message, stepWatch } from "./step-watch";

type Tell = {
  raise: (alert: {
    key: string;
    severity: "bad" | "warn" | "info";
    title: string;
    text: string;
    href: string;
  }) => Promise<void>;
  resolve: (key: string, text: string) => Promise<void>;
};
export type WatchOptions = {
  tell: Tell;
  everyMs: number;
  /** For tests: where the overview comes from, and shorter dwells. */
  look?: () => Promise<Overview>;
  rules?: Record<ConditionName, Rule>;
};

/** Key of a condition's alert; one is open per key. */
const alertKey = (condition: ConditionName) => `verdict:${condition}`;

async function send(message: Message, tell: Tell): Promise<void> {
  const key = alertKey(message.condition);
  if (message.kind === "resolve") return tell.resolve(key, message.text);
  const { severity, title, text, href } = message;
  await tell.raise({ key, severity, title, text, href });
}

/**
 * Looks at the verdict again and again and tells of what lasts: one message per incident and one when it is over.
 * Shares its questions with whoever has the on-call page open. A look that fails is logged and changes nothing.
 * Returns what stops it and waits for a look under way.
 */
export function watchVerdict({ tell, everyMs, look, rules = standardRules }: WatchOptions): () => Promise<void> {
  const ask = look ?? (() => loadOverview({ range: defaultRange }));
  let state = initialWatch();
  const { stop } = runEvery({ name: "verdict watch", everyMs, jitter: 0, isVital: true }, async () => {
    const sightings = readSightings(await ask());
    const nowMs = Date.now();
    noteLook(sightings, nowMs);
    const step = stepWatch(state, sightings, rules, nowMs);
    state = step.state;
    for (const message of step.messages) await send(message, tell);
  });
  return stop;
}
