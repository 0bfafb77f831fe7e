import type { ReactNode } from "react";
import { StateIcon } from "@/components/ui/state-badge";
import type { Health } from "@/lib/measured";

const tints: Record<Health, string> = {
  ok: "bg-ok-tint",
  warn: "bg-warn-tint",
  bad: "bg-bad-tint",
  unknown: "bg-unknown-tint",
};

/** A sentence above or inside a form: what went wrong, or what just happened. */
export function FormNotice({ health, children }: { health: Health; children: ReactNode }) {
  return (
    <div
      role={health === "bad" ? "alert" : "status"}
      className={`mt-4 flex items-start gap-2 rounded-md p-3 text-[0.8125rem] ${tints[health]}`}
    >
      <span className="mt-0.5">
        <StateIcon health={health} />
      </span>
      <p className="min-w-0">{children}</p>
    </div>
  );
}
