import { tellOutcome } from "@/lib/checks/tell-outcome";
import { type JudgeItem, say } from "./facts";

/** What the verification's own check says of the certificates; the first of these that is found is told. */
const verdicts = [
  ["certificate-missing", "bad", "certificate-missing"],
  ["certificate-expired", "bad", "certificate-expired"],
  ["certificate-wrong-host", "bad", "certificate-wrong-name"],
  ["certificate-untrusted", "bad", "certificate-untrusted"],
  ["host-unreachable", "unknown", "no-answer"],
  ["certificate-expires-soon", "warn", "certificate-ends-soon"],
] as const;

export const judgeCertificates: JudgeItem = ({ certificates }) => {
  if (certificates.length === 0) return say("unknown", "no-hosts");
  const evidence = certificates.map(({ name, outcome, askedAtMs }) => ({
    label: name,
    value:
      outcome.state === "ok"
        ? `${outcome.evidence.days} days left, by ${outcome.evidence.issuer}`
        : tellOutcome(outcome).what,
    atMs: askedAtMs,
  }));
  const found = verdicts.find(([code]) => certificates.some(({ outcome }) => outcome.code === code));
  return found ? say(found[1], found[2], evidence) : say("ok", "certificate-valid", evidence);
};
