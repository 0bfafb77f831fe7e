"use client";
import { X } from "lucide-react";
import { useAction } from "@/components/form/use-action";
import type { ActionResult } from "@/lib/web/action-result";

export type DismissAction = (publicId: string) => Promise<ActionResult<void>>;

type Props = { publicId: string; name: string; dismissAction: DismissAction };

/** Puts a notice away until the next of its days. */
export function DismissNotice({ publicId, name, dismissAction }: Props) {
  const { pending, run } = useAction();
  const dismiss = () => run(() => dismissAction(publicId), { failed: "The notice stays" });
  return (
    <button
      type="button"
      className="control shrink-0 text-warn"
      aria-disabled={pending}
      aria-label={`Put the notice about ${name} away`}
      title="Put away until the next notice"
      onClick={dismiss}
    >
      <X aria-hidden className="size-4" />
    </button>
  );
}
