"use client";
import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { copyText } from "@/components/shell/notify";

type Props = { text: string | (() => string); what: string; children?: ReactNode };

/** Copies `text`; `what` names it in the label and in the toast ("PromQL"). */
export function CopyButton({ text, what, children }: Props) {
  return (
    <button
      type="button"
      className="control"
      aria-label={children ? undefined : `Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => copyText(typeof text === "string" ? text : text(), what)}
    >
      <Copy aria-hidden className="size-3.5" />
      {children}
    </button>
  );
}
