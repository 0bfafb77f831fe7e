"use client";
import { X } from "lucide-react";
import { useTransition } from "react";
import type { ActionResult } from "@/lib/web/action-result";
import { notify } from "./notify";

export type DismissAction = (publicId: string) => Promise<ActionResult<void>>;

type Props = { publicId: string; name: string; dismissAction: DismissAction };

/** Puts a notice away until the next of its days. */
export function DismissNotice({ publicId, name, dismissAction }: Props) {
  const [pending, startTransition] = useTransition();
  const dismiss = () =>
    startTransition(async () => {
      const result = await dismissAction(publicId).catch(() => null);
      if (!result?.ok) notify({ kind: "failed", text: result?.message ?? "The console did not answer." });
    });
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
