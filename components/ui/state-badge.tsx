import clsx from "clsx";
import type { Health } from "@/lib/measured";
import { healthText, healthTint, healthWords } from "./health";
import { HealthIcon } from "./health-icon";

/** Icon, word and colour of a state. `word` replaces the state's own word; `bare` leaves the tinted box out. */
export function StateBadge({ health, word, bare = false }: { health: Health; word?: string; bare?: boolean }) {
  return (
    <span
      data-health={health}
      className={clsx(
        "inline-flex items-center gap-1 whitespace-nowrap font-medium text-xs",
        healthText[health],
        !bare && ["rounded px-1.5 py-0.5", healthTint[health]],
      )}
    >
      <HealthIcon health={health} className="size-3.5 shrink-0" />
      {word ?? healthWords[health]}
    </span>
  );
}

/** Only the icon, with the state's word for those who do not see it. */
export function StateIcon({ health, className = "size-4" }: { health: Health; className?: string }) {
  return (
    <span data-health={health} className={clsx("inline-flex shrink-0", healthText[health])}>
      <HealthIcon health={health} className={className} />
      <span className="sr-only">{healthWords[health]}</span>
    </span>
  );
}
