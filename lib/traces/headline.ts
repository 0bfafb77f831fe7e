import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/quantity";
import { errorTextOf, httpStatusOf, isFailedTrace, routeNameOf } from "@/lib/jaeger/root";
import type { Trace } from "@/lib/jaeger/trace";
import { causeOf, type Fault } from "./faults";
import { targetOf } from "./layers";
import type { NPlusOne } from "./n-plus-one/n-plus-one";
import type { SelfTime } from "./self-time";
import type { SpanTree } from "./span-tree";

/** Spans of one name and target together: what the time went into. Times in microseconds. */
export type TimeGroup = {
  name: string;
  target: string;
  count: number;
  selfUs: number;
  longestUs: number;
  /** Index of its longest span. */
  longest: number;
  sizeBytes: number | null;
};

/** Self time by span name and target, most first; the groups add up to the root's duration. */
export function groupTimes({ nodes }: SpanTree, times: readonly SelfTime[]): TimeGroup[] {
  const groups = new Map<string, TimeGroup>();
  nodes.forEach(({ span }, index) => {
    const target = targetOf(span);
    const key = `${span.name}\n${target}`;
    const selfUs = times[index]?.selfUs ?? 0;
    const sizeBytes = Number(span.tags.size_bytes ?? Number.NaN);
    const group = groups.get(key) ?? {
      name: span.name,
      target,
      count: 0,
      selfUs: 0,
      longestUs: -1,
      longest: index,
      sizeBytes: null,
    };
    group.count += 1;
    group.selfUs += selfUs;
    if (selfUs > group.longestUs) Object.assign(group, { longestUs: selfUs, longest: index });
    if (Number.isFinite(sizeBytes)) group.sizeBytes = (group.sizeBytes ?? 0) + sizeBytes;
    groups.set(key, group);
  });
  return [...groups.values()].toSorted((a, b) => b.selfUs - a.selfUs);
}

const inMs = (us: number) => formatDuration(us / 1000);

/** "5.8 s of it in b2.PutObject (12 MiB)", "412 ms of it in 14 gorm.Query on task_completions, one after the other". */
function mostlyText(
  { nodes }: SpanTree,
  wholeUs: number,
  groups: readonly TimeGroup[],
  problems: readonly NPlusOne[],
): string | null {
  const [top] = groups;
  if (!top || nodes.length < 2 || top.selfUs < 0.3 * wholeUs) return null;
  const repeated = problems.find(({ spans }) => top.count >= spans.length && spans.includes(top.longest));
  const size = top.sizeBytes === null ? "" : ` (${formatBytes(top.sizeBytes)})`;
  const what = `${top.count > 1 ? `${top.count} ` : ""}${top.name}${top.target ? ` on ${top.target}` : ""}${size}`;
  const own = nodes[top.longest]?.children.length ? " itself, outside of its spans" : "";
  const spent = top.selfUs >= 0.99 * wholeUs ? "all of it" : `${inMs(top.selfUs)} of it`;
  return `${spent} in ${what}${own}${repeated ? ", one after the other" : ""}`;
}

/**
 * What happened, in a sentence: what was asked, how it ended, how long it took and what most of that went into; for a
 * failure its cause. "POST /api/documents/ took 6.2 s; 5.8 s of it in b2.PutObject (12 MiB)."
 */
export function headlineOf(
  trace: Trace,
  tree: SpanTree,
  groups: readonly TimeGroup[],
  faults: readonly Fault[],
  problems: readonly NPlusOne[],
): string {
  const node = tree.nodes[0];
  if (!node) return "A trace without spans.";
  const root = node.span;
  const name = routeNameOf(root);
  const wholeUs = node.endUs - node.startUs;
  const duration = inMs(wholeUs);
  const mostly = mostlyText(tree, wholeUs, groups, problems);
  if (isFailedTrace(trace)) {
    const status = httpStatusOf(root);
    const text = causeOf(faults, errorTextOf(trace));
    const cause = text?.text || errorTextOf(trace);
    const where = text && text.index > 0 ? ` in ${tree.nodes[text.index]?.span.name}` : "";
    const why = cause ? `${where}: ${firstLine(cause)}` : where;
    return `${name} failed${status === null ? "" : ` with ${status}`} after ${duration}${why}`;
  }
  const aside = faults.length > 0 ? `; answered all the same, though ${faultsText(tree, faults)}` : "";
  return `${name} took ${duration}${mostly ? `; ${mostly}` : ""}${aside}`;
}

const firstLine = (text: string) => (text.split("\n")[0] ?? "").slice(0, 200);

function faultsText(tree: SpanTree, faults: readonly Fault[]): string {
  const [first] = faults;
  const name = tree.nodes[first?.index ?? 0]?.span.name;
  return faults.length === 1 ? `${name} failed` : `${faults.length} spans failed, ${name} first`;
}
