"use client";
import { Lock, LockOpen } from "lucide-react";
import { protectCapsuleAction } from "@/components/capsule/actions";
import { useAction } from "@/components/form/use-action";

/** Keeps a capsule from going by age or number, or lets it. */
export function ProtectButton({ id, isProtected }: { id: string; isProtected: boolean }) {
  const { pending, run } = useAction();
  const Icon = isProtected ? LockOpen : Lock;
  const go = () =>
    run(() => protectCapsuleAction(id, !isProtected), {
      done: isProtected ? "It goes by age again" : "It is kept until you release it",
      failed: "Nothing was changed",
    });
  return (
    <button type="button" className="control" aria-disabled={pending} onClick={go}>
      <Icon aria-hidden className="size-3.5" />
      {isProtected ? "Stop protecting" : "Protect"}
    </button>
  );
}
