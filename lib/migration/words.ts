import type { Health } from "@/lib/measured";
import type { GoReason } from "./judge/judge-flight";
import type { StepName } from "./move-record";
import type { ItemCode, Lamp, LampState, ResolverView } from "./types";

export const itemTitles: Record<ItemCode, string> = {
  sizes: "Sizes of the data and the predicted time",
  rehearsed: "Rehearsed",
  "dns-agrees": "DNS of the three hosts",
  "ttl-lowered": "TTL at 300 s for long enough",
  ipv6: "IPv6 records",
  caa: "Who may issue certificates (CAA)",
  certificates: "Certificates",
  "secrets-listed": "Secrets and .env are copied",
  queue: "vmagent's queue covers the gap",
  backups: "Backups are fresh",
  images: "Image tags and digests",
  clock: "Clocks of both boxes",
};

/** One sentence for each thing that a judge can find. */
const reasons: Record<string, string> = {
  confirmed: "A person vouches for it.",
  "no-hosts":
    "The public hosts are not set here, or are addresses. INGEST_PUBLIC_URL, GRAFANA_PUBLIC_URL and NEXTAUTH_URL name them.",
  "no-such-name": "A host has no record at all.",
  split: "Resolvers do not agree: some still hold an older answer.",
  "no-answer": "No answer came.",
  partly: "Those that answered agree; some did not answer.",
  "no-address": "A host has no address.",
  agrees: "All resolvers name the same addresses.",
  "ttl-high": "Records live longer than 300 s. Lower the TTL now: the move can begin one old TTL later.",
  "ttl-unknown": "The zone's own server has not said the TTL yet.",
  "ttl-waiting": "The TTL is low, but resolvers may still hold the record with the old one.",
  "ttl-lowered": "No resolver can hold a record for longer than 300 s.",
  "ipv6-records":
    "There are IPv6 records. Change or remove them with the others, or they go on leading to the old box.",
  "no-ipv6": "There are none that could be forgotten.",
  "no-caa": "No record limits who may issue.",
  "caa-forbids": "Let's Encrypt is not among those that may issue: the new box would get no certificate.",
  "caa-allows": "The present issuer is allowed.",
  "certificate-missing": "A host shows no certificate.",
  "certificate-expired": "A certificate has expired.",
  "certificate-wrong-name": "A certificate does not name its host.",
  "certificate-untrusted": "A certificate is not trusted.",
  "certificate-ends-soon": "A certificate ends within 14 days; renew it before the move.",
  "certificate-valid": "All are valid and name their hosts.",
  "never-rehearsed": "The move has not been rehearsed. Without it every time is a guess.",
  "rehearsal-old": "The rehearsal is older than 30 days; the data has grown since.",
  rehearsed: "The same script was run against a copy.",
  "no-sizes": "No sizes have been measured yet.",
  "not-predicted": "Sizes are known; a rehearsal says how long they take.",
  predicted: "Predicted from the newest rehearsal.",
  "queue-unknown": "vmagent does not say how much room its queue has.",
  "queue-short": "The gap would fill more than half of the queue; samples could be dropped.",
  "queue-covers": "Metrics wait in vmagent's queue during the gap; none is lost.",
  "secrets-listed": "Everything without which the stack does not start is in the copy list.",
  "secret-left-behind": "A secret is not in the copy list.",
  "clock-unknown": "The script's look at both boxes measures it; it was not run yet.",
  "clock-differs": "The clocks differ by more than 5 s.",
  "clock-agrees": "The clocks agree.",
  "backup-fresh": "The newest backup is not older than a day.",
  "backup-old": "The newest backup is older than a day. Make one before the move: backup.sh",
  "images-as-tested": "Every image is the one that was tested with the others; the new box gets the same.",
  "images-differ": "An image is not the one that was tested with the others.",
  "verification-old": "The newest verification is too old to tell. Run verify.sh.",
  "ask-a-person": "The console cannot see this. Look, then say so.",
  "before-cutover": "No cutover is under way.",
  "no-resolver-answers": "No resolver answers.",
  "some-resolvers-silent": "Those that answer lead to the new box; some are silent.",
  "both-addresses": "A name leads to both boxes. Remove the old address.",
  "old-address-left": "Some resolvers still lead to the old box, which passes on.",
  "all-lead-to-new": "All resolvers lead to the new box.",
  "log-not-read": "The gate's log is not being read, so silence is no evidence.",
  "nobody-pushes": "Nobody has pushed within 5 minutes, so silence is no evidence.",
  "some-by-old-gate": "Some sources still arrive by the old box. Nothing is lost, but it has to stay on.",
  "all-straight": "All sources reach this box directly.",
  "dns-not-spread": "Wait until all resolvers lead to the new box.",
  quiet: "Nothing has come by the old box for three times the TTL.",
  counting: "Nothing may come by the old box until then.",
};

/** Says a code. Throws for one that has no sentence: a test holds that all have. */
export function wordsOf(code: string): string {
  const words = reasons[code];
  if (words === undefined) throw new Error(`No words for "${code}".`);
  return words;
}

export const lampTitles: Record<Lamp["code"], string> = {
  "dns-spread": "DNS has spread",
  "split-brain": "Where data arrives",
  "power-off": "The old box may be switched off",
};
export const lampLooks: Record<LampState, { health: Health; word: string }> = {
  ok: { health: "ok", word: "yes" },
  waiting: { health: "warn", word: "not yet" },
  bad: { health: "bad", word: "no" },
  unknown: { health: "unknown", word: "unknown" },
};

/** Where a resolver leads after a cutover. */
export const whereLooks: Record<ResolverView["where"], { health: Health; word: string }> = {
  target: { health: "ok", word: "new box" },
  elsewhere: { health: "warn", word: "elsewhere" },
  both: { health: "bad", word: "both" },
  unknown: { health: "unknown", word: "no answer" },
};

export const goWords: Record<GoReason, string> = {
  "no-plan": "No target is planned.",
  "not-rehearsed": "The move has not been rehearsed.",
  "item-bad": "A point of the list is bad.",
  "item-unknown": "A point of the list is unknown; look, or vouch for it.",
  "target-closed": "The target does not answer on port 22.",
  "queue-too-small": "vmagent's queue does not cover the gap.",
  "over-claim": "It would take longer than 30 minutes.",
};

export const stepTitles: Record<StepName, string> = {
  preflight: "Look at both boxes",
  prepare: "Make the target ready",
  "warm-copy": "Copy while the stack runs",
  stop: "Stop the old stack",
  "final-copy": "Copy what changed since",
  checksums: "Compare every file",
  start: "Start the new stack",
  verify: "Verify the new stack",
  forward: "The old gate passes on",
  trial: "Start the copy and ask it",
  "undo-stop": "Stop the new stack",
  "undo-gate": "The old gate judges again",
  "undo-start": "Start the old stack",
};
