export type KeyAction = "refresh" | "pause" | "utc" | "filter" | "help" | "palette" | "freeze";
type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

const single: Record<string, KeyAction> = {
  r: "refresh",
  p: "pause",
  u: "utc",
  "/": "filter",
  "?": "help",
  F: "freeze",
};

/** The keys as the help shows them. */
export const keyHelp: { keys: string; does: string }[] = [
  { keys: "Ctrl K", does: "go anywhere, begin anything, open a trace id" },
  { keys: "/", does: "filter the routes" },
  { keys: "r", does: "refresh now" },
  { keys: "p", does: "pause, go on" },
  { keys: "u", does: "times in UTC, local" },
  { keys: "Shift F", does: "freeze what is on screen into a capsule" },
  { keys: "?", does: "this help" },
  { keys: "Tab, arrows", does: "reach a chart, hear its figures point by point" },
  { keys: "Shift arrows", does: "select a stretch of a chart; Enter shows it on the whole page" },
];

/** What a key press asks for; null for none. Single keys rest while someone types, and when switched off. */
export function actionOfKey(
  { key, ctrlKey, metaKey, altKey }: Pressed,
  { typing, shortcuts }: { typing: boolean; shortcuts: boolean },
): KeyAction | null {
  if (key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey) return "palette";
  if (typing || !shortcuts || ctrlKey || metaKey || altKey) return null;
  return Object.hasOwn(single, key) ? (single[key] ?? null) : null;
}
