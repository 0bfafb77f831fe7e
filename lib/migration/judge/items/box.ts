import { tellOutcome } from "@/lib/checks/tell-outcome";
import { reportFreshMs, stateOf } from "@/lib/checks/view-report";
import { formatBytes } from "@/lib/format/bytes";
import { dayMs, type JudgeItem, say } from "./facts";

/** A daily backup, with two hours for a late one. */
const backupAgeMsMax = dayMs + 2 * 3_600_000;
/** The verification's own limit for one clock. */
const skewMsMax = 5000;

export const judgeSecrets: JudgeItem = ({ secrets }, nowMs) => {
  const evidence = secrets.map(({ path, listed }) => ({
    label: path,
    value: listed ? "is copied" : "is not copied",
    atMs: nowMs,
  }));
  return secrets.every(({ listed }) => listed)
    ? say("ok", "secrets-listed", evidence)
    : say("bad", "secret-left-behind", evidence);
};

/** Where backup.sh tells the console nothing, a person has to. */
export const judgeBackups: JudgeItem = ({ backup }, nowMs) => {
  if (!backup) return say("unknown", "ask-a-person");
  const { bytes, finishedAtMs } = backup;
  const evidence = [{ label: "Newest backup", value: formatBytes(bytes), atMs: finishedAtMs }];
  return nowMs - finishedAtMs > backupAgeMsMax
    ? say("warn", "backup-old", evidence)
    : say("ok", "backup-fresh", evidence);
};

/** What runs here is what runs there: both boxes read the same compose.yaml, which names what was tested together. */
export const judgeImages: JudgeItem = ({ versions }, nowMs) => {
  if (!versions || versions.outcomes.length === 0) return say("unknown", "ask-a-person");
  const { outcomes, atMs } = versions;
  const evidence = outcomes.map((outcome) => ({
    label: outcome.subject,
    value: outcome.state === "ok" ? String(outcome.evidence.image ?? "as planned") : tellOutcome(outcome).what,
    atMs,
  }));
  const state = stateOf(outcomes);
  if (state === "failed") return say("warn", "images-differ", evidence);
  return state === "unknown" || nowMs - atMs > reportFreshMs
    ? say("unknown", "verification-old", evidence)
    : say("ok", "images-as-tested", evidence);
};

export const judgeClock: JudgeItem = ({ clockSkewMs }) => {
  if (!clockSkewMs) return say("unknown", "clock-unknown");
  const evidence = [{ label: "Difference", value: `${clockSkewMs.skewMs} ms`, atMs: clockSkewMs.atMs }];
  return Math.abs(clockSkewMs.skewMs) > skewMsMax
    ? say("warn", "clock-differs", evidence)
    : say("ok", "clock-agrees", evidence);
};
