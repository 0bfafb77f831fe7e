"use client";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { useAction } from "@/components/form/use-action";
import type { Scope } from "@/lib/plan/scopes";
import { type TokenState, tellsDeploys } from "@/lib/tokens/types";
import { disableTokenAction, enableTokenAction } from "../actions";
import { DisableDialog } from "./disable-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";

type Props = {
  publicId: string;
  name: string;
  state: TokenState;
  scopes: readonly Scope[];
  /** Where the URL may ask for the dialog that rotates it. */
  byUrl?: boolean;
};

/** What can be done with a token in its present state; nothing else is offered. */
export function TokenActions({ publicId, name, state, scopes, byUrl = false }: Props) {
  const forDeploys = tellsDeploys(scopes);
  const router = useRouter();
  const [asked, setAsked] = useQueryState("do");
  const [pressed, setOpen] = useState<"rotate" | "revoke" | "disable" | null>(null);
  const mayRotate = state === "active" || state === "rotating";
  const open = pressed ?? (byUrl && mayRotate && asked === "rotate" ? "rotate" : null);
  const { pending, run } = useAction();
  const close = () => {
    setOpen(null);
    if (asked !== null) void setAsked(null);
    router.refresh();
  };
  const toggle = async (action: typeof enableTokenAction, doing: string, done: string) => {
    const unanswered = "The console did not answer. Reload the page to see whether it was done.";
    await run(() => action(publicId), { doing: `${doing} ${name}`, done, failed: "Nothing was changed", unanswered });
    setOpen(null);
  };
  const button = (text: string, onClick: () => void, tone = "") => (
    <button
      type="button"
      className={`control ${tone}`}
      aria-disabled={pending}
      aria-label={`${text} ${name}`}
      onClick={onClick}
    >
      {text}
    </button>
  );
  return (
    <div className="flex flex-wrap justify-end gap-x-1 max-md:-ml-2 max-md:justify-start">
      {mayRotate ? (
        <>
          {button(state === "active" ? "Rotate" : "Rotation", () => setOpen("rotate"))}
          {button("Disable", () => setOpen("disable"))}
        </>
      ) : null}
      {state === "disabled" ? button("Enable", () => toggle(enableTokenAction, "enable", `${name} works again`)) : null}
      {state === "revoked" ? null : button("Revoke", () => setOpen("revoke"), "text-bad")}
      {open === "rotate" ? (
        <RotateDialog publicId={publicId} name={name} isRotating={state === "rotating"} onClose={close} />
      ) : null}
      {open === "revoke" ? (
        <RevokeDialog publicId={publicId} name={name} forDeploys={forDeploys} onClose={close} />
      ) : null}
      {open === "disable" ? (
        <DisableDialog
          name={name}
          forDeploys={forDeploys}
          pending={pending}
          onClose={close}
          onConfirm={() =>
            toggle(
              disableTokenAction,
              "disable",
              `${name} is disabled; the ${forDeploys ? "console" : "gate"} refuses it`,
            )
          }
        />
      ) : null}
    </div>
  );
}
