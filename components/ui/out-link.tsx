"use client";
import { ExternalLink, Unlink } from "lucide-react";
import { useId } from "react";
import { notify } from "@/components/shell/notify";
import { useProgramNote } from "@/components/shell/program-notes";
import type { Link } from "@/lib/links/link";

type Props = { link: Link; label: string; text?: string; icon?: boolean };

/**
 * A link to another program; without one, a disabled control that says why on hover, on press and to screen readers.
 * A program that the console cannot reach keeps its link, which then says so.
 */
export function OutLink({ link, label, text, icon = true }: Props) {
  const reasonId = useId();
  const note = useProgramNote(link.href === null ? undefined : link.program);
  const Icon = note ? Unlink : ExternalLink;
  const content = (
    <>
      {text}
      {icon || note ? <Icon aria-hidden className={note ? "size-3.5 text-warn" : "size-3.5"} /> : null}
    </>
  );
  if (link.href !== null) {
    const said = note ? `${label}. ${note}` : label;
    return (
      <a className="control" href={link.href} target="_blank" rel="noreferrer" aria-label={said} title={said}>
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
