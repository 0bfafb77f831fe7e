"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { notify } from "@/components/shell/notify";
import type { WindowChoice } from "@/lib/capsule/window";
import { capsuleHref } from "@/lib/links/routes";
import { freezeAction } from "./actions";

/** Freezes a window and goes to where it is being made. */
export function useFreeze() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const freeze = (window: WindowChoice) => {
    if (pending) return;
    startTransition(async () => {
      const result = await freezeAction({ window }).catch(() => null);
      if (result?.ok) router.push(capsuleHref(result.value.id));
      else notify({ kind: "failed", text: "Not frozen", detail: result?.message ?? "The console did not answer." });
    });
  };
  return { freeze, pending };
}
