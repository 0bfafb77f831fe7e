"use client";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { actionOfKey } from "./key-actions";
import { setOverlay, useOverlay } from "./overlays";
import { useRefresh } from "./use-refresh";
import { currentView, updateView } from "./view-store";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const HelpDialog = dynamic(() => import("./help-dialog").then((module) => module.HelpDialog), { ssr: false });

/** Keys of the console, and the dialogs they open; both load when first asked for. */
export function Hotkeys() {
  const overlay = useOverlay();
  const refresh = useRefresh();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const typing = target?.closest("input, textarea, select, [contenteditable]") !== null;
      const action = actionOfKey(event, { typing, shortcuts: currentView().shortcuts });
      if (action === null) return;
      if (action === "filter") {
        const filter = document.getElementById("route-filter");
        if (!filter) return;
        event.preventDefault();
        filter.focus();
        filter.scrollIntoView({ block: "nearest" });
        return;
      }
      event.preventDefault();
      // Pages whose state can be frozen have the button; on others the key does nothing.
      if (action === "freeze") document.querySelector<HTMLElement>('[data-freeze="screen"]')?.click();
      if (action === "refresh") refresh();
      if (action === "pause") updateView(({ paused }) => ({ paused: !paused }));
      if (action === "utc") updateView(({ utc }) => ({ utc: !utc }));
      if (action === "help" || action === "palette") setOverlay(action);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [refresh]);
  if (overlay === "palette") return <Palette />;
  return overlay === "help" ? <HelpDialog /> : null;
}
