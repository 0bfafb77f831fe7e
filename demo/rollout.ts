import { z } from "zod";
import type { Library } from "./tracing";

/** How far the imitated API is with the plan: 0 nothing, 1 metrics, 2 requests' spans, 3 manual spans, 4 queries. */
const stepSchema = z.strictObject({ step: z.number().int().min(0).max(4) });

const tracedFrom: Record<Library, number> = { echo: 2, manual: 3, gorm: 4 };

/** Which of the plan's steps the imitation has reached; all of them unless told otherwise. */
export class RolloutStep {
  #step: number;

  constructor(step = 4) {
    this.#step = step;
  }

  get step(): number {
    return this.#step;
  }

  /** Goes to a step, forwards or back. Throws a ZodError for what is no step. */
  go(parameters: unknown): void {
    this.#step = stepSchema.parse(parameters).step;
  }

  get hasHistograms(): boolean {
    return this.#step >= 1;
  }

  traces(library: Library): boolean {
    return this.#step >= tracedFrom[library];
  }
}
