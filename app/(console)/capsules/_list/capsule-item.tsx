import Link from "next/link";
import { Moment } from "@/components/ui/moment";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import type { CapsuleInfo } from "@/lib/capsule/types";
import { formatBytes } from "@/lib/format/bytes";
import { capsuleDownloadPath } from "@/lib/links/api-paths";
import { capsuleHref } from "@/lib/links/routes";
import { DeleteButton } from "./delete-button";

type Props = { capsule: CapsuleInfo; renderedAtMs: number; manages: boolean };

/** One capsule of the list: what it is about, its window, who made it, and the file. */
export function CapsuleItem({ capsule, renderedAtMs, manages }: Props) {
  const { id, title, note, window, createdAtMs, createdBy, state, failure, word, health, sizeBytes } = capsule;
  const isReady = state === "ready";
  const name = title || (state === "building" ? "Being frozen" : "Without a title");
  return (
    <li className="px-3 py-2.5" data-capsule={id} data-state={state}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StateBadge
          health={isReady ? (health ?? "unknown") : "unknown"}
          word={isReady ? (word ?? "unknown") : state === "building" ? "being made" : "not made"}
        />
        <Link href={capsuleHref(id)} prefetch={false} className="wrap-anywhere min-w-0 font-medium hover:underline">
          {name}
        </Link>
      </p>
      {note === "" ? null : <p className="mt-0.5 line-clamp-2 text-ink-2">{note}</p>}
      {failure ? <p className="mt-0.5 text-ink-2">{failure}</p> : null}
      <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-ink-3 text-xs">
        <span className="tabular">
          <Moment atMs={window.startMs} /> to <Moment atMs={window.endMs} />
        </span>
        <span className="wrap-anywhere">
          frozen <SampleAge atMs={createdAtMs} renderedAtMs={renderedAtMs} /> by {createdBy}
        </span>
        <span className="-ml-2 flex items-center">
          {isReady ? (
            <>
              <a className="control" href={capsuleDownloadPath(id, "html")} download aria-label={`HTML of ${name}`}>
                HTML
              </a>
              <a className="control" href={capsuleDownloadPath(id, "json")} download aria-label={`JSON of ${name}`}>
                JSON
              </a>
              <span className="px-2">{formatBytes(sizeBytes)} stored</span>
            </>
          ) : null}
          {manages && state !== "building" ? <DeleteButton id={id} name={name} /> : null}
        </span>
      </div>
    </li>
  );
}
