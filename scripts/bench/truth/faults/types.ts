import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { startFullStack } from "../../../run/start-full-stack.mjs";

export type Stack = Awaited<ReturnType<typeof startFullStack>>;
export type Part = "gate" | "vmagent" | "jaeger" | "victoriametrics" | "demo";

/** A fault put into a running stack: what the verdict must name, and what it may name beside that. */
export type LiveFault = {
  name: string;
  codes: FindingCode[];
  /** True as well, and not of the essence: what a consequence still shows. */
  also?: FindingCode[];
  /** Worth knowing and no more: named, and the verdict stays UP. */
  isNotice?: boolean;
  /** How long it may take until it is named, where that takes longer than scrapes do. */
  patienceSeconds?: number;
  inject: (stack: Stack) => Promise<void>;
  mend: (stack: Stack) => Promise<void>;
};
