"use client";
import { useRouter } from "next/navigation";
import { useAction } from "@/components/form/use-action";
import type { WindowChoice } from "@/lib/capsule/window";
import { capsuleHref } from "@/lib/links/routes";
import { freezeAction } from "./actions";

/** Freezes a window and goes to where it is being made. */
export function useFreeze() {
  const router = useRouter();
  const { pending, run } = useAction();
  const freeze = (window: WindowChoice) => {
    run(() => freezeAction({ window }), { onDone: ({ id }) => router.push(capsuleHref(id)), failed: "Not frozen" });
  };
  return { freeze, pending };
}
