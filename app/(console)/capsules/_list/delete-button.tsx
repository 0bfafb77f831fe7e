"use client";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { deleteCapsuleAction } from "@/components/capsule/actions";
import { notify } from "@/components/shell/notify";
import { capsulesHref } from "@/lib/links/routes";

/** Deletes a capsule after a second press; files that were downloaded stay. */
export function DeleteButton({ id, name }: { id: string; name: string }) {
  const router = useRouter();
  const [armed, setArmed] = useState(false);
  const [pending, startTransition] = useTransition();
  const press = () => {
    if (!armed) return setArmed(true);
    startTransition(async () => {
      const result = await deleteCapsuleAction(id).catch(() => null);
      if (!result?.ok) {
        return notify({
          kind: "failed",
          text: "Not deleted",
          detail: result?.message ?? "The console did not answer.",
        });
      }
      notify({ kind: "done", text: "Capsule deleted" });
      router.push(capsulesHref());
    });
  };
  return (
    <button
      type="button"
      className={`control ${armed ? "font-medium text-bad" : ""}`}
      aria-label={armed ? `Delete ${name} for good` : `Delete ${name}`}
      title="Its address stops working; files that were downloaded stay"
      disabled={pending}
      onClick={press}
      onBlur={() => setArmed(false)}
    >
      {armed ? "Delete for good" : <Trash2 aria-hidden className="size-3.5" />}
    </button>
  );
}
