import type { FindingCode } from "../codes";
import type { Finding } from "../types";
import { apiWriters } from "./api";
import { pathWriters } from "./paths";
import type { Sentence, Writer } from "./read";
import { requestWriters } from "./requests";

/** The one table from a cause to its sentence. It is read last, by people alone: nothing is decided by a word of it. */
const writers: Record<FindingCode, Writer> = { ...pathWriters, ...apiWriters, ...requestWriters };

export type Words = Sentence & {
  /** Name of the runbook's page. */
  runbook: FindingCode;
};

/** How a finding reads. Headlines end without a full stop, so that they can stand in a list. */
export function describeFinding(finding: Finding): Words {
  return { ...writers[finding.code](finding), runbook: finding.code };
}
