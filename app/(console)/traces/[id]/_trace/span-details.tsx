"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { getOwnJson } from "@/components/client/get-own-json";
import { CopyButton } from "@/components/ui/copy-button";
import { formatSpanTime } from "@/lib/format/span-time";
import type { Tags } from "@/lib/jaeger/trace";
import { spanApiPath } from "@/lib/links/api-paths";
import { traceHref } from "@/lib/links/routes";
import { layerTitles } from "@/lib/traces/layers";
import { remarkTexts } from "@/lib/traces/remark-texts";
import type { SpanDetail, SpanRow } from "@/lib/traces/view";

type Props = {
  traceId: string;
  index: number;
  row: SpanRow;
  detail: SpanDetail | undefined;
  /** "usually 9 ms"; null where nobody knows. */
  usual: string | null;
  onZoom: () => void;
};

/** What a span carries: statement, attributes, events, links, and Jaeger's remarks in small print. */
export function SpanDetails({ traceId, index, row, detail: given, usual, onZoom }: Props) {
  const { data: detail, error } = useQuery<SpanDetail>({
    queryKey: ["span", traceId, index],
    queryFn: ({ signal }) => getOwnJson<SpanDetail>(spanApiPath(traceId, index), signal),
    initialData: given,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: given === undefined,
  });
  return (
    <div className="space-y-2 border-line border-b bg-sunken px-3 py-2 text-[0.8125rem]" data-details={row.name}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-medium">{row.name}</span>
        <span className="text-ink-2">
          {layerTitles[row.layer]} · {formatSpanTime(row.durationUs)}
          {usual ? <span data-usual="known"> ({usual})</span> : null}, itself {formatSpanTime(row.selfUs)} · starts at{" "}
          {formatSpanTime(row.startUs)}
        </span>
        <span className="ml-auto flex">
          <button type="button" className="control text-accent" onClick={onZoom}>
            Zoom to it
          </button>
          <CopyButton text={row.id} what="span id" />
        </span>
      </div>
      {error ? <p className="text-bad">{error.message} Press Enter twice to ask again.</p> : null}
      {detail ? <DetailBody detail={detail} /> : error ? null : <p className="text-ink-3">Loading its attributes.</p>}
      <Remarks row={row} warnings={detail?.warnings ?? []} />
    </div>
  );
}

function DetailBody({ detail }: { detail: SpanDetail }) {
  const { statement, tags, resource, events, links } = detail;
  return (
    <>
      {statement ? (
        <div className="flex items-start gap-1 rounded border border-line bg-surface">
          <pre className="min-w-0 flex-1 overflow-x-auto whitespace-pre-wrap break-words p-2 font-mono text-xs">
            {statement}
          </pre>
          <CopyButton text={statement} what="statement" />
        </div>
      ) : null}
      {events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <div key={at} className="border-bad/50 border-l-2 pl-2">
          <p className="font-medium">
            {event.name || "event"}{" "}
            <span className="tabular font-normal text-ink-3">at {formatSpanTime(Math.max(0, event.atUs))}</span>
          </p>
          <TagList tags={event.attributes} />
        </div>
      ))}
      <TagList tags={tags} />
      {links.length > 0 ? (
        <p className="flex flex-wrap gap-x-3">
          <span className="text-ink-2">Follows from</span>
          {links.map((link) => (
            <Link
              key={`${link.traceId} ${link.spanId}`}
              href={traceHref(link.traceId)}
              prefetch={false}
              className="text-accent underline"
            >
              trace {link.traceId.slice(0, 8)}
            </Link>
          ))}
        </p>
      ) : null}
      <details>
        <summary className="text-ink-2">Process</summary>
        <TagList tags={resource} />
      </details>
    </>
  );
}

function TagList({ tags }: { tags: Tags }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 sm:grid-cols-[minmax(8rem,max-content)_minmax(0,1fr)]">
      {Object.entries(tags).map(([key, value]) => (
        <div key={key} className="contents">
          <dt className="break-all text-ink-3 max-sm:mt-1">{key}</dt>
          <dd className="max-h-40 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs leading-5">
            {value === "" ? <span className="text-ink-3">empty</span> : String(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Remarks({ row, warnings }: { row: SpanRow; warnings: readonly string[] }) {
  const texts = [...row.remarks.map((remark) => remarkTexts[remark]), ...warnings.map((text) => `Jaeger: ${text}`)];
  if (texts.length === 0) return null;
  return (
    <ul className="text-2xs text-ink-3">
      {texts.map((text) => (
        <li key={text} className="break-words">
          {text}
        </li>
      ))}
    </ul>
  );
}
