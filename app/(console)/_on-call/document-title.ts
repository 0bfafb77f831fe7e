import type { Health } from "@/lib/measured";
import type { Overview } from "@/lib/oncall/types";

/** "UP 0.3 % - honeyDue" and the icon's state; without answers from the console nothing is known. */
export function titleOf(
  overview: Pick<Overview, "verdict" | "tiles">,
  unanswered: boolean,
): { title: string; icon: Health } {
  if (unanswered) return { title: "No answer - honeyDue", icon: "unknown" };
  const errors = overview.tiles.find((tile) => tile.name === "errors")?.figure;
  return {
    title: `${[overview.verdict.word, errors].filter(Boolean).join(" ")} - honeyDue`,
    icon: overview.verdict.health,
  };
}
