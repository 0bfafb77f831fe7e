import "server-only";
import { laneTitles } from "@/lib/dependencies/lane-words";
import type { Overview } from "@/lib/oncall/types";
import { known, partOfMeasured } from "../part";
import type { Part, ValueOf } from "../schema";

const metrics = "VictoriaMetrics";

/** The verdict with its witnesses, as the on-call page showed it when the capsule was made. */
export function verdictPart({ verdict, witnesses, generatedAtMs }: Overview): Part<ValueOf<"verdict">> {
  const { health, word, text, clauses, unknowns, limits } = verdict;
  const value = {
    health,
    word,
    text,
    clauses: clauses.map((clause) => ({ text: clause.text, health: clause.health })),
    unknowns,
    limits,
    witnesses: witnesses.list.map(({ name, health: state, word: said, detail }) => ({
      name,
      health: state,
      word: said,
      detail,
    })),
  };
  return { state: "known", source: "scrapes, spans and the console's probe", atMs: generatedAtMs, value };
}

export function tilesPart({ tiles }: Overview): Part<ValueOf<"tiles">> {
  return known(
    metrics,
    tiles.map(({ title, health, figure, note, sampledAtMs, stale }) => ({
      title,
      health,
      figure,
      note,
      sampledAtMs,
      stale,
    })),
  );
}

export function lanesPart({ lanes }: Overview): Part<ValueOf<"lanes">> {
  return partOfMeasured(lanes, metrics, (found) => ({
    windowMs: found.windowMs,
    notReached: found.notReached.map((name) => laneTitles[name]),
    lanes: found.lanes.map(({ name, health, word, figure, reasons, sampledAtMs }) => ({
      title: laneTitles[name],
      health,
      word,
      figure,
      reasons,
      sampledAtMs,
    })),
  }));
}
