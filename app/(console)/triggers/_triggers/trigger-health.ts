import type { Health } from "@/lib/measured";
import type { TriggerState } from "@/lib/triggers/types";

/** Colour and icon of a trigger's state, and its word. */
export const healthOfTrigger: Record<TriggerState, Health> = { stay: "ok", move: "bad", unknown: "unknown" };
export const wordOfTrigger: Record<TriggerState, string> = { stay: "stay", move: "move", unknown: "cannot tell" };
