"use client";

export type Notice = { kind: "done" | "failed"; text: string; detail?: string };

const waiting: Notice[] = [];
let deliver: ((notice: Notice) => void) | null = null;
let wake: (() => void) | null = null;

/** Says something in a corner of the page. The toast library loads with the first notice. */
export function notify(notice: Notice): void {
  if (deliver) {
    deliver(notice);
    return;
  }
  waiting.push(notice);
  wake?.();
}

/** Called once the toaster is there; notices that waited are shown now. */
export function connectToaster(show: (notice: Notice) => void): () => void {
  deliver = show;
  for (const notice of waiting.splice(0)) show(notice);
  return () => {
    deliver = null;
  };
}

/** Runs `load` when the first notice waits. */
export function onFirstNotice(load: () => void): () => void {
  wake = load;
  if (waiting.length > 0) load();
  return () => {
    wake = null;
  };
}

/** Copies text and says so, or says that the browser refused. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ kind: "done", text: `${what} copied` });
  } catch {
    notify({ kind: "failed", text: `The browser did not let the page copy. ${what}:`, detail: text });
  }
}
