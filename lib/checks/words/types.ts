import { formatBytes } from "@/lib/format/bytes";
import type { Evidence } from "../types";

/**
 * What a code means, given its subject and evidence, and what to do. For people only: no code decides by these texts.
 */
export type Words = Record<string, { what: (subject: string, evidence: Evidence) => string; next: string }>;

export const again = "run install.sh again";
export const bytes = (value: Evidence[string] | undefined) => (typeof value === "number" ? formatBytes(value) : "none");
