import { type FindingCode, findingCodes } from "../diagnosis/codes";
import { apiRunbooks } from "./api";
import { measuringRunbooks } from "./measuring";
import { pathRunbooks } from "./paths";
import { requestRunbooks } from "./requests";
import { type StackSlug, stackRunbooks, stackSlugs } from "./stack";
import { storeRunbooks } from "./stores";
import type { RunbookOf } from "./types";

export type RunbookSlug = FindingCode | StackSlug;

/** Every runbook by its slug: one per code that the console can name, and the stack's own. */
const runbooks: Record<RunbookSlug, RunbookOf> = {
  ...storeRunbooks,
  ...pathRunbooks,
  ...apiRunbooks,
  ...requestRunbooks,
  ...measuringRunbooks,
  ...stackRunbooks,
};

export const runbookSlugs: readonly RunbookSlug[] = [...findingCodes, ...stackSlugs];

/** The runbook of a slug; undefined where there is none. */
export function findRunbook(slug: string): RunbookOf | undefined {
  const known = runbookSlugs.find((candidate) => candidate === slug);
  return known && runbooks[known];
}
