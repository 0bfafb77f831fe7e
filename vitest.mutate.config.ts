import { defineConfig } from "vitest/config";
import { mutatedRooms } from "./scripts/suite/mutated-rooms.mjs";
import { alias, unit } from "./vitest.config";

/**
 * What Stryker runs for each mutant: the unit tests that stand beside the mutated files. What only another room's tests
 * would notice counts as unseen, and a run takes minutes instead of hours.
 */
const include = mutatedRooms().map((room) => `${room}/**/*.test.ts`);
export default defineConfig({ resolve: { alias }, test: { ...unit, include } });
