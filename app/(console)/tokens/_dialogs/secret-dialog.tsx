"use client";
import { type ReactNode, useCallback, useEffect, useId, useRef } from "react";
import { PrimaryButton } from "@/components/form/primary-button";

type Props = { title: string; children: ReactNode; onStored: () => void };

/** A dialog that shows a secret once: Escape, a click outside and leaving the page do not close it unasked. */
export function SecretDialog({ title, children, onStored }: Props) {
  const dialog = useRef<HTMLDialogElement | null>(null);
  const stored = useRef(false);
  const id = useId();
  const open = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element;
    if (!element || element.open) return;
    element.setAttribute("closedby", "none");
    element.showModal();
  }, []);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
  const close = () => {
    stored.current = true;
    dialog.current?.close();
  };
  return (
    <dialog
      ref={open}
      aria-labelledby={id}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === "Escape" && event.preventDefault()}
      // Browsers let a second Escape through: then it stands there again.
      onClose={() => (stored.current ? onStored() : dialog.current?.showModal())}
      className="floating m-auto flex max-h-[calc(100dvh-2rem)] w-[42rem] max-w-[calc(100vw-1rem)] flex-col"
    >
      <h2 id={id} className="border-line border-b px-5 py-3 font-semibold text-base">
        {title}
      </h2>
      <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
      <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-5 py-3">
        <p className="text-[0.8125rem] text-ink-2">It cannot be shown again. If it is lost, create a new one.</p>
        <PrimaryButton onClick={close}>I stored it</PrimaryButton>
      </div>
    </dialog>
  );
}
