"use client";
import { X } from "lucide-react";
import { useTransition } from "react";
import { dismissNoticesAction } from "@/app/(console)/tokens/actions";
import { notify } from "./notify";

/** Puts a notice away until the next of its days. */
export function DismissNotice({ publicId, name }: { publicId: string; name: string }) {
  const [pending, startTransition] = useTransition();
  const dismiss = () =>
    startTransition(async () => {
      const result = await dismissNoticesAction(publicId).catch(() => null);
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
