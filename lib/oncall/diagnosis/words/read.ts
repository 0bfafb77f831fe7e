import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import type { Evidence, Finding } from "../types";

/** How a cause reads: what is wrong, what still holds, and what to do. */
export type Sentence = { headline: string; holds: string; toDo: string };
export type Writer = (finding: Finding) => Sentence;
export type Writers<Code extends string> = Record<Code, Writer>;

const find = (finding: Finding, name: string): Evidence | undefined =>
  finding.evidence.find((one) => one.name === name);

/** A figure as a number; NaN where the finding has none, which `when` leaves out. */
export const number = (finding: Finding, name: string): number => {
  const value = find(finding, name)?.value;
  return typeof value === "number" ? value : Number.NaN;
};
export const text = (finding: Finding, name: string): string => String(find(finding, name)?.value ?? "");
export const has = (finding: Finding, name: string): boolean => find(finding, name) !== undefined;

/** What is written only where there is a figure for it. */
export const when = (finding: Finding, name: string, write: (value: number) => string): string =>
  has(finding, name) ? write(number(finding, name)) : "";

/** "over 5 min": the window of a figure, in words. */
export function over(finding: Finding, name: string): string {
  const overMs = find(finding, name)?.overMs;
  return overMs ? `over ${formatAge(overMs)}` : "";
}

/** The same figure over the short window, where the finding has it: "last 60 s 0.3 %". */
export function shortly(finding: Finding, name: string): string | null {
  const [long, short] = finding.evidence.filter((one) => one.name === name);
  if (!long || !short || typeof short.value !== "number" || !short.overMs) return null;
  return `last ${formatAge(short.overMs)} ${formatPercent(short.value)}`;
}

export const count = (value: number, one: string, many = `${one}s`): string =>
  `${Math.round(value).toLocaleString("en-US")} ${Math.round(value) === 1 ? one : many}`;
export const subjectOf = ({ subject }: Finding): string => subject?.name ?? "";
export const duration = formatDuration;
export const percent = formatPercent;
export const age = (milliseconds: number) => formatAge(milliseconds);

/** How long a queue has room: "about 9 h". */
export const room = (finding: Finding): string =>
  when(
    finding,
    "room",
    (seconds) => ` vmagent keeps what it cannot deliver; its disk has room for about ${formatAge(seconds * 1000)}.`,
  );
export const lost = (finding: Finding): string => {
  if (has(finding, "lost-spans")) return ` About ${count(number(finding, "lost-spans"), "span")} lost within the hour.`;
  return when(finding, "lost-pushes", (pushes) => ` ${count(pushes, "push", "pushes")} of spans lost within the hour.`);
};
