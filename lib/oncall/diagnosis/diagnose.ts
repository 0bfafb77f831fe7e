import type { Facts } from "./facts/types";
import { finders } from "./findings/index";
import { foldConsequences } from "./fold";
import { buildPaths } from "./paths";
import type { Diagnosis } from "./types";

/** What is wrong now, and where on which path: of the facts alone, so that the same facts always say the same. */
export function diagnose(facts: Facts): Diagnosis {
  const { findings, folded } = foldConsequences(finders.flatMap((find) => find(facts)));
  return { findings, folded, paths: buildPaths(facts, findings) };
}
