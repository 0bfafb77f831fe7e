import clsx from "clsx";
import type { ReactNode } from "react";
import { LayerKey, layerColor } from "@/components/traces/layer-bar";
import { StateBadge } from "@/components/ui/state-badge";
import type { CapsuleTrace } from "@/lib/capsule/schema";
import { formatSpanTime } from "@/lib/format/span-time";
import type { Tags } from "@/lib/jaeger/trace";
import { traceHref } from "@/lib/links/routes";
import { buildDetails, buildTraceView } from "@/lib/traces/build-view";
import { layers } from "@/lib/traces/layers";
import { unpackSnapshot } from "@/lib/traces/snapshots/body";
import type { SpanDetail, SpanRow } from "@/lib/traces/view";
import { ConsoleLink, type Context, each, Fine, Unknown, UtcTime } from "./bits";

/** Spans drawn of one trace; all that were kept are in the file's JSON. */
const rowsMax = 120;
const tagsMax = 40;
/** By depth, deepest last; Tailwind finds whole names only. */
const indents = [
  ...["pl-0", "pl-2.5", "pl-5", "pl-7.5", "pl-10", "pl-12.5", "pl-15", "pl-17.5", "pl-20", "pl-22.5", "pl-25"],
  ...["pl-27.5", "pl-30"],
];
const drawn = 1000;

function Facts({ tags }: { tags: Tags }): ReactNode {
  return (
    <dl className="my-1 grid grid-cols-[minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs sm:grid-cols-[minmax(6rem,14rem)_minmax(0,1fr)]">
      {each(Object.entries(tags).slice(0, tagsMax), ([name, value]) => (
        <>
          <dt className="text-ink-3">{name}</dt>
          <dd>{String(value)}</dd>
        </>
      ))}
    </dl>
  );
}

/** What a span opens into. The statement stands by itself, so its attribute is not repeated. */
function Details({ detail: { statement, tags, events } }: { detail: SpanDetail }): ReactNode {
  const rest = Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== statement));
  return (
    <>
      {statement ? (
        <pre className="my-1 whitespace-pre-wrap rounded bg-hover px-2 py-1.5 text-xs">{statement}</pre>
      ) : null}
      <Facts tags={rest} />
      {each(events.slice(0, 10), ({ name, atUs, attributes }) => (
        <>
          <p>
            Event {name} at {formatSpanTime(atUs)}
          </p>
          <Facts tags={attributes} />
        </>
      ))}
    </>
  );
}

/** SVG attributes throughout: the file's policy refuses styles on elements, which the pages' bar is placed by. */
function Bar({ row: { startUs, durationUs, self, layer, error }, windowUs }: { row: SpanRow; windowUs: number }) {
  const at = (us: number) => Number(((us / windowUs) * drawn).toFixed(1));
  const color = layerColor(layer);
  const worked: { from: number; to: number }[] = [];
  for (let index = 0; self && index + 1 < self.length; index += 2) {
    worked.push({ from: self[index] ?? 0, to: self[index + 1] ?? 0 });
  }
  const whole = { x: at(startUs), width: Math.max(2, at(durationUs)) };
  return (
    <svg
      viewBox={`0 0 ${drawn} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-bar={layer}
      className="block h-2.5 w-full max-sm:col-span-full max-sm:row-start-2"
    >
      <rect {...whole} y="2" height="6" fill={color} fillOpacity={self === null ? 1 : 0.35} />
      {each(worked, ({ from, to }) => (
        <rect x={at(from)} y="2" width={Math.max(2, at(to - from))} height="6" fill={color} />
      ))}
      {error ? <rect {...whole} y="0" height="1.5" fill="var(--bad)" /> : null}
    </svg>
  );
}

type SpanProps = { row: SpanRow; detail: SpanDetail | undefined; windowUs: number };

function Span({ row, detail, windowUs }: SpanProps): ReactNode {
  return (
    <details data-span={row.name} className="border-line border-b open:border-line-strong open:pb-1.5">
      <summary className="grid min-h-6 list-none grid-cols-[minmax(0,1fr)_4.5rem] items-center gap-x-2 text-[0.8125rem] hover:bg-hover sm:grid-cols-[minmax(0,22rem)_minmax(0,1fr)_4.5rem] [&::-webkit-details-marker]:hidden">
        <span className={clsx("truncate", indents[row.depth] ?? indents.at(-1))}>
          {row.error ? <StateBadge health="bad" word="error" bare /> : null} {row.name}
          {row.target ? <span className="text-ink-3 text-xs"> {row.target}</span> : null}
          {row.nPlusOne ? <span className="text-ink-3 text-xs"> repeated</span> : null}
        </span>
        <Bar row={row} windowUs={windowUs} />
        <span className="tabular text-right text-ink-2 text-xs">{formatSpanTime(row.durationUs)}</span>
      </summary>
      {detail ? <Details detail={detail} /> : null}
    </details>
  );
}

const articleClass = "space-y-1 border-line border-t pt-2.5 break-inside-avoid";

/** One trace: its story in a sentence, and its spans over time, each of which opens into its attributes. */
export function TraceArticle({ trace, context }: { trace: CapsuleTrace; context: Context }): ReactNode {
  const { traceId, why, part } = trace;
  const title = why === "failed" ? "Failed request" : "Slow request";
  const link = (
    <ConsoleLink path={traceHref(traceId)} context={context}>
      trace {traceId.slice(0, 16)}
    </ConsoleLink>
  );
  const unpacked = part.state === "known" ? unpackSnapshot(part.value.trace) : null;
  const view = unpacked && buildTraceView(unpacked);
  if (part.state !== "known" || !unpacked || !view) {
    return (
      <article data-trace={traceId} className={articleClass}>
        <h3 className="font-semibold">
          {title}, {link}
        </h3>
        {part.state === "unknown" ? <Unknown reason={part.reason} /> : <p className="text-ink-2">It has no span.</p>}
      </article>
    );
  }
  const details = buildDetails(unpacked);
  const rows = view.rows.slice(0, rowsMax);
  const notDrawn = view.rows.length - rows.length;
  const { omittedSpans } = part.value;
  const selfUs = new Map(view.layerShares.map((share) => [share.layer, share.selfUs]));
  return (
    <article data-trace={traceId} className={articleClass}>
      <h3 className="font-semibold">{view.headline}</h3>
      <Fine>
        {title}, {link}
        {view.startedAtMs === null ? null : (
          <>
            , <UtcTime atMs={view.startedAtMs} />
          </>
        )}
        , {view.rows.length} {view.rows.length === 1 ? "span" : "spans"}.
        {notDrawn > 0 ? ` ${notDrawn} of them are not drawn; the JSON in this file has them.` : ""}
        {omittedSpans > 0 ? ` ${omittedSpans} more spans were left out for size.` : ""}
      </Fine>
      <LayerKey
        layers={layers.filter((layer) => selfUs.has(layer))}
        textOf={(layer) => formatSpanTime(selfUs.get(layer) ?? 0)}
      />
      <div>
        {each(rows, (row, index) => (
          <Span row={row} detail={details[index]} windowUs={Math.max(1, view.windowUs)} />
        ))}
      </div>
    </article>
  );
}
