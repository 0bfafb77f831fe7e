import type { Health } from "@/lib/measured";

/** A state is an icon (health-icon.tsx), a word and a colour, always together. */
export const healthWords: Record<Health, string> = { ok: "ok", warn: "warning", bad: "bad", unknown: "unknown" };
export const healthText: Record<Health, string> = {
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  unknown: "text-unknown",
};
export const healthTint: Record<Health, string> = {
  ok: "bg-ok-tint",
  warn: "bg-warn-tint",
  bad: "bg-bad-tint",
  unknown: "bg-unknown-tint",
};
