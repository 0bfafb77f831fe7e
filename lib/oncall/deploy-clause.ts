import "server-only";
import { formatAge } from "@/lib/format/quantity";
import { currentOnsetMs } from "@/lib/oncall/watch/onset";
import { loadDeploys } from "@/lib/timeline/load-deploys";
import { coalesce } from "@/lib/upstream/coalesce";
import type { Verdict, VerdictClause } from "./types";

/** Trouble that a deploy brings shows within this: a route that is called rarely, a pool that fills slowly. */
const suspectMs = 30 * 60_000;

/** The verdict with one more clause when it is bad news and began shortly after a deploy; else as it is. */
export async function withDeploy(verdict: Verdict, nowMs: number): Promise<Verdict> {
  if (verdict.health !== "warn" && verdict.health !== "bad") return verdict;
  const onsetMs = currentOnsetMs();
  if (onsetMs === null) return verdict;
  const window = { startMs: onsetMs - suspectMs, endMs: onsetMs };
  const { events } = await coalesce(`deploys before ${onsetMs}`, () => loadDeploys(window));
  const deploy = events.findLast(({ kind }) => kind === "deploy");
  if (!deploy) return verdict;
  const clause: VerdictClause = {
    text: `${deploy.title}, ${formatAge(nowMs - deploy.atMs)} ago: this began ${formatAge(onsetMs - deploy.atMs)} later`,
    // Where to look, not one more thing that is bad.
    health: "warn",
    href: "#events",
  };
  return { ...verdict, clauses: [...verdict.clauses, clause], text: `${verdict.text} ${clause.text}.` };
}
