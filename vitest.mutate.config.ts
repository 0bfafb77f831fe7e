import { defineConfig } from "vitest/config";
import { alias, unit } from "./vitest.config";

/** The unit tests alone: what Stryker runs for each mutant. */
export default defineConfig({ resolve: { alias }, test: unit });
