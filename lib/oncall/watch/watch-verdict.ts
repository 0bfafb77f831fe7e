import "server-only";
import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import { diagnose } from "@/lib/oncall/diagnosis/diagnose";
import { gatherFacts } from "@/lib/oncall/diagnosis/facts/gather-facts";
import type { Facts } from "@/lib/oncall/diagnosis/facts/types";
import { memory, stampSince } from "@/lib/oncall/diagnosis/since";
import { runEvery } from "@/lib/runtime/run-every";
import { readSightings } from "./read-sightings";
import { alertKey, alertKeyPrefix, codeOfKey, type Rule, ruleOf as standardRule } from "./rules";
import { type Message, resumed, stepWatch, type WatchState } from "./step-watch";

type Tell = {
  raise: (alert: {
    key: string;
    severity: "bad" | "warn" | "info";
    title: string;
    text: string;
    href: string;
  }) => Promise<void>;
  /** `at`: when it was last seen. */
  resolve: (key: string, text: string, at: Date) => Promise<void>;
  /** Keys of the alerts that are open, those of an earlier process among them. */
  openKeys: () => Promise<string[]>;
};
export type WatchOptions = {
  tell: Tell;
  everyMs: number;
  /** For tests: where the facts come from, and shorter dwells. */
  look?: () => Promise<Facts>;
  ruleOf?: (code: FindingCode) => Rule;
};

/** A key that no finding has any more is resolved at once. */
const forgotten: Rule = { raiseAfterMs: null, clearAfterMs: 0 };

async function send(message: Message, tell: Tell): Promise<void> {
  const key = alertKey(message.key);
  if (message.kind === "resolve") {
    const at = new Date(message.atMs);
    const time = at.toISOString().slice(11, 19);
    return tell.resolve(key, `Not seen any more since ${time} UTC.`, at);
  }
  const { severity, title, text, href } = message;
  await tell.raise({ key, severity, title, text, href });
}

/**
 * Looks at the facts again and again and raises an alert for what lasts: one message per cause and one when it is over.
 * Shares its queries with whoever has the on-call page open. A look that fails is logged and changes nothing. Returns a
 * function that stops it and waits for a look under way.
 */
export function watchVerdict({ tell, everyMs, look, ruleOf = standardRule }: WatchOptions): () => Promise<void> {
  const ask = look ?? (() => gatherFacts());
  const rule = (key: string) => {
    const code = codeOfKey(key);
    return code === null ? forgotten : ruleOf(code);
  };
  let state: WatchState | null = null;
  const { stop } = runEvery({ name: "verdict watch", everyMs, jitter: 0, isVital: true }, async () => {
    state ??= resumed(await ownKeys(tell), Date.now());
    const facts = await ask();
    const nowMs = Date.now();
    const found = diagnose(facts);
    // A finding that nobody looks at on a page has its beginning all the same.
    const diagnosis = { ...found, findings: stampSince(found.findings, memory(), nowMs) };
    const step = stepWatch(state, { sightings: readSightings({ diagnosis, facts }, state.keys()), nowMs }, rule);
    state = step.state;
    for (const message of step.messages) await send(message, tell);
  });
  return stop;
}

async function ownKeys(tell: Tell): Promise<string[]> {
  const keys = await tell.openKeys();
  return keys.filter((key) => key.startsWith(alertKeyPrefix)).map((key) => key.slice(alertKeyPrefix.length));
}
