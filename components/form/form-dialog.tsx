"use client";
import { X } from "lucide-react";
import { type ReactNode, useCallback, useId, useRef } from "react";

type Props = { title: string; children: ReactNode; onClose: () => void };

/** A native modal dialog with a title: the browser keeps the focus inside and gives it back. */
export function FormDialog({ title, children, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement | null>(null);
  const id = useId();
  const open = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element;
    if (!element || element.open) return;
    element.showModal();
    // Else the button that closes it would have the focus.
    element.querySelector<HTMLElement>("[autofocus], input:not([type=hidden]), textarea, select")?.focus();
  }, []);
  return (
    <dialog
      ref={open}
      aria-labelledby={id}
      onClose={onClose}
      className="floating m-auto max-h-[calc(100dvh-2rem)] w-[30rem] max-w-[calc(100vw-2rem)] overflow-y-auto"
    >
      <div className="flex items-center justify-between gap-3 border-line border-b py-2 pr-2 pl-5">
        <h2 id={id} className="min-w-0 truncate font-semibold text-base">
          {title}
        </h2>
        <button type="button" className="control" aria-label="Close" onClick={() => dialog.current?.close()}>
          <X aria-hidden className="size-4" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
