import { Download } from "lucide-react";
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { StateBadge } from "@/components/ui/state-badge";
import type { CapsuleInfo } from "@/lib/capsule/types";
import { formatBytes } from "@/lib/format/bytes";
import { capsuleDownloadPath } from "@/lib/links/api-paths";
import { capsuleHref, capsulesHref } from "@/lib/links/routes";
import { env } from "@/lib/runtime/env";
import { DeleteButton } from "../../_list/delete-button";
import { ProtectButton } from "../../_list/protect-button";
import { EditForm } from "./edit-form";

type Props = { info: CapsuleInfo; editable: boolean; manages: boolean; isReadable: boolean };

/** What the capsule is about, and what can be done with it. */
export function CapsuleHeader({ info, editable, manages, isReadable }: Props) {
  const { id, title, note, window, createdAtMs, createdBy, word, health, sizeBytes } = info;
  return (
    <section className="panel px-3 py-3" aria-labelledby="capsule-title" data-capsule={id}>
      <p className="text-ink-3 text-xs">
        <Link href={capsulesHref()} prefetch={false} className="underline underline-offset-4">
          Capsules
        </Link>
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 id="capsule-title" className="wrap-anywhere min-w-0 font-semibold text-lg">
          {title || "Without a title"}
        </h1>
        {isReadable ? <StateBadge health={health ?? "unknown"} word={word ?? "unknown"} /> : null}
      </div>
      {note === "" ? null : <p className="wrap-anywhere mt-1 whitespace-pre-wrap text-ink-2">{note}</p>}
      <p className="wrap-anywhere mt-1 text-ink-3 text-xs">
        <Moment atMs={window.startMs} /> to <Moment atMs={window.endMs} />, frozen <Moment atMs={createdAtMs} /> by{" "}
        {createdBy}
        {isReadable ? `, ${formatBytes(sizeBytes)} stored` : ""}
      </p>
      <div className="mt-2 -mb-1 -ml-2 flex flex-wrap items-center gap-x-1">
        {isReadable ? (
          <>
            <a className="control" href={capsuleDownloadPath(id, "html")} download>
              <Download aria-hidden className="size-3.5" />
              HTML, opens offline
            </a>
            <a className="control" href={capsuleDownloadPath(id, "json")} download>
              <Download aria-hidden className="size-3.5" />
              JSON
            </a>
            <CopyButton text={`${env().NEXTAUTH_URL}${capsuleHref(id)}`} what="Address">
              Address
            </CopyButton>
          </>
        ) : null}
        {manages ? <ProtectButton id={id} isProtected={info.isProtected} /> : null}
        {manages ? <DeleteButton id={id} name={title || "this capsule"} /> : null}
      </div>
      {editable ? <EditForm id={id} title={title} note={note} /> : null}
    </section>
  );
}
