import type { SpanRemark } from "./span-tree";

/** Why a span is not drawn where it says it belongs: hints in small print, none of them an error. */
export const remarkTexts: Record<SpanRemark, string> = {
  "parent-missing": "Its parent is not in this trace; it hangs below the root here.",
  "second-root": "It names no parent, and is not the root; it hangs below the root here.",
  cycle: "It is its own ancestor; the circle is cut here.",
  "bad-time": "It names an impossible time or duration and is drawn without a length.",
  "outside-parent": "It starts before or ends after its parent: it ran on in the background, or clocks disagree.",
  "duplicate-id": "Another span has the same id.",
};
