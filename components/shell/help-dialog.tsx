"use client";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { keyHelp } from "./key-actions";
import { setOverlay } from "./overlays";
import { updateView, useView } from "./view-store";

/** The keys of the console. A native modal dialog: the browser keeps the focus inside and gives it back. */
export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const { shortcuts } = useView();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="help-title"
      onClose={() => setOverlay(null)}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      onKeyDown={(event) => event.key === "?" && dialog.current?.close()}
      className="floating m-auto w-[26rem] max-w-[calc(100vw-2rem)]"
    >
      <div className="p-4">
        <div className="flex items-center justify-between">
          <h2 id="help-title" className="font-semibold text-base">
            Keys
          </h2>
          <button type="button" className="control" aria-label="Close" onClick={() => dialog.current?.close()}>
            <X aria-hidden className="size-4" />
          </button>
        </div>
        <dl className="mt-2">
          {keyHelp.map(({ keys, does }) => (
            <div key={keys} className="flex items-baseline gap-3 border-line border-t py-1.5">
              <dt className="w-28 shrink-0">
                <kbd className="rounded border border-line-strong bg-sunken px-1.5 py-0.5 font-sans text-xs">
                  {keys}
                </kbd>
              </dt>
              <dd className="text-ink-2">{does}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-2 flex items-center gap-2 border-line border-t pt-3">
          <input
            type="checkbox"
            checked={shortcuts}
            onChange={(event) => updateView(() => ({ shortcuts: event.target.checked }))}
            className="size-4 accent-accent"
          />
          Single keys work (Ctrl K always does)
        </label>
      </div>
    </dialog>
  );
}
