"use client";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteCapsuleAction } from "@/components/capsule/actions";
import { useAction } from "@/components/form/use-action";
import { capsulesHref } from "@/lib/links/routes";

/** Deletes a capsule after a second press; files that were downloaded stay. */
export function DeleteButton({ id, name }: { id: string; name: string }) {
  const router = useRouter();
  const [armed, setArmed] = useState(false);
  const { pending, run } = useAction();
  const press = () => {
    if (!armed) return setArmed(true);
    run(() => deleteCapsuleAction(id), {
      doing: `delete ${name}`,
      done: "Capsule deleted",
      onDone: () => router.push(capsulesHref()),
      failed: "Not deleted",
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
