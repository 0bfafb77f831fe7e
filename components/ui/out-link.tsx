"use client";
import { ExternalLink } from "lucide-react";
import { useId } from "react";
import { notify } from "@/components/shell/notify";
import type { Link } from "@/lib/links/link";

type Props = { link: Link; label: string; text?: string; icon?: boolean };

/**
 * A link to another program; without one, a disabled control that says why on hover, on press and to screen readers.
 */
export function OutLink({ link, label, text, icon = true }: Props) {
  const reasonId = useId();
  const content = (
    <>
      {text}
      {icon ? <ExternalLink aria-hidden className="size-3.5" /> : null}
    </>
  );
  if (link.href !== null) {
    return (
      <a className="control" href={link.href} target="_blank" rel="noreferrer" aria-label={label} title={label}>
        {content}
      </a>
    );
  }
  const { reason } = link;
  return (
    <>
      <button
        type="button"
        aria-disabled="true"
        aria-label={label}
        aria-describedby={reasonId}
        title={`${label}: ${reason}`}
        className="control"
        onClick={() => notify({ kind: "failed", text: reason })}
      >
        {content}
      </button>
      <span id={reasonId} hidden>
        {reason}
      </span>
    </>
  );
}
