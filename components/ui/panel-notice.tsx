import type { ReactNode } from "react";
import type { Health } from "@/lib/measured";
import { StateIcon } from "./state-badge";

type Props = { health?: Health; title: string; children?: ReactNode; action?: ReactNode };

/** What a panel says in place of its content: what is missing, what still holds, what to do. */
export function PanelNotice({ health = "unknown", title, children, action }: Props) {
  return (
    <div className="flex h-full min-h-24 flex-col items-start justify-center gap-1.5 px-3 py-4 text-ink-2">
      <p className="flex items-start gap-2 font-medium text-ink">
        <span className="mt-0.5">
          <StateIcon health={health} />
        </span>
        {title}
      </p>
      {children ? <div className="max-w-prose text-[0.8125rem]">{children}</div> : null}
      {action}
    </div>
  );
}
