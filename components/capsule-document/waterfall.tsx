import type { ReactNode } from "react";
import { layerColor } from "@/components/traces/layer-bar";
import type { CapsuleTrace } from "@/lib/capsule/schema";
import { formatSpanTime } from "@/lib/format/span-time";
import type { Tags } from "@/lib/jaeger/trace";
import { traceHref } from "@/lib/links/routes";
import { buildDetails, buildTraceView } from "@/lib/traces/build-view";
import { layers, layerTitles } from "@/lib/traces/layers";
import { unpackSnapshot } from "@/lib/traces/snapshots/body";
import type { SpanDetail, SpanRow, TraceView } from "@/lib/traces/view";
import { Badge, ConsoleLink, type Context, each, Moment, Unknown } from "./bits";

/** Spans drawn of one trace; all that were kept are in the file's JSON. */
const rowsMax = 120;
const tagsMax = 40;
const indentMax = 12;
const drawn = 1000;

function Facts({ tags }: { tags: Tags }): ReactNode {
  return (
    <dl>
      {each(Object.entries(tags).slice(0, tagsMax), ([name, value]) => (
        <>
          <dt>{name}</dt>
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
      {statement ? <pre>{statement}</pre> : null}
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
    <svg className="bar" viewBox={`0 0 ${drawn} 10`} preserveAspectRatio="none" aria-hidden="true">
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
    <details className="span" data-span={row.name}>
      <summary>
        <span className={`name d${Math.min(indentMax, row.depth)}`}>
          {row.error ? <Badge health="bad" word="error" /> : null} {row.name}
          {row.target ? <span className="soft"> {row.target}</span> : null}
          {row.nPlusOne ? <span className="soft"> repeated</span> : null}
        </span>
        <Bar row={row} windowUs={windowUs} />
        <span className="time">{formatSpanTime(row.durationUs)}</span>
      </summary>
      {detail ? <Details detail={detail} /> : null}
    </details>
  );
}

function LayerTimes({ view: { layerShares } }: { view: TraceView }): ReactNode {
  const shares = layers.flatMap((layer) => layerShares.filter((share) => share.layer === layer));
  return (
    <ul className="keys">
      {each(shares, ({ layer, selfUs }) => (
        <li>
          <svg className="key" viewBox="0 0 20 6" aria-hidden="true">
            <rect width="20" height="6" fill={layerColor(layer)} />
          </svg>{" "}
          {layerTitles[layer]} {formatSpanTime(selfUs)}
        </li>
      ))}
    </ul>
  );
}

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
      <article data-trace={traceId}>
        <h3>
          {title}, {link}
        </h3>
        {part.state === "unknown" ? <Unknown reason={part.reason} /> : <p className="none">It has no span.</p>}
      </article>
    );
  }
  const details = buildDetails(unpacked);
  const rows = view.rows.slice(0, rowsMax);
  const notDrawn = view.rows.length - rows.length;
  const { omittedSpans } = part.value;
  return (
    <article data-trace={traceId}>
      <h3>{view.headline}</h3>
      <p className="source">
        {title}, {link}
        {view.startedAtMs === null ? null : (
          <>
            , <Moment atMs={view.startedAtMs} />
          </>
        )}
        , {view.rows.length} {view.rows.length === 1 ? "span" : "spans"}.
        {notDrawn > 0 ? ` ${notDrawn} of them are not drawn; the JSON in this file has them.` : ""}
        {omittedSpans > 0 ? ` ${omittedSpans} more spans were left out for size.` : ""}
      </p>
      <LayerTimes view={view} />
      <div className="waterfall">
        {each(rows, (row, index) => (
          <Span row={row} detail={details[index]} windowUs={Math.max(1, view.windowUs)} />
        ))}
      </div>
    </article>
  );
}
