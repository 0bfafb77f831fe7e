"use client";
import { Printer } from "lucide-react";

/** Prints one panel of the page, without the others (globals.css). */
export function PrintButton({ panelId }: { panelId: string }) {
  const print = () => {
    const panel = document.getElementById(panelId);
    if (!panel) return;
    panel.dataset.printed = "";
    window.addEventListener("afterprint", () => delete panel.dataset.printed, { once: true });
    window.print();
  };
  return (
    <button type="button" className="control" onClick={print}>
      <Printer aria-hidden className="size-3.5" />
      Print
    </button>
  );
}
