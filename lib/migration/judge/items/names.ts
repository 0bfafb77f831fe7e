import type { DnsAnswer } from "../../types";
import { judgeDns, judgeTtl } from "../judge-dns";
import { type JudgeItem, say } from "./facts";

function textOf(answer: DnsAnswer): string {
  if (answer.state === "answered") return [...answer.ipv4, ...answer.ipv6].join(", ") || "no address";
  return answer.state === "no-such-name" ? "no such name" : answer.code;
}

/** Whether all resolvers lead to the same place now. */
export const judgeAgreement: JudgeItem = ({ dns }) => {
  if (dns.length === 0) return say("unknown", "no-hosts");
  const evidence = dns.flatMap(({ name, views, askedAtMs }) =>
    views.map(({ resolver, answer }) => ({ label: `${name}, ${resolver}`, value: textOf(answer), atMs: askedAtMs })),
  );
  const verdicts = dns.map(judgeDns);
  if (verdicts.includes("no-such-name")) return say("bad", "no-such-name", evidence);
  if (verdicts.includes("split")) return say("warn", "split", evidence);
  if (verdicts.includes("no-address")) return say("bad", "no-address", evidence);
  if (verdicts.includes("no-answer")) return say("unknown", "no-answer", evidence);
  return verdicts.includes("partly") ? say("unknown", "partly", evidence) : say("ok", "agrees", evidence);
};

/** Whether the records' TTL is low, and has been for as long as the old one let them be kept. */
export const judgeTtls: JudgeItem = ({ dns, ttl }, nowMs) => {
  const each = dns.map(({ name }) => {
    const memory = ttl.get(name) ?? null;
    return { name, memory, verdict: judgeTtl(memory, nowMs) };
  });
  const evidence = each.flatMap(({ name, verdict, memory }) => {
    if (!memory) return [{ label: name, value: "not seen", atMs: null }];
    const before = memory.beforeSeconds === null ? "" : `, ${memory.beforeSeconds} s before`;
    const seen = { label: name, value: `${memory.ttlSeconds} s${before}, since`, atMs: memory.sinceMs };
    const isWaiting = verdict.state === "waiting";
    return isWaiting ? [seen, { label: name, value: "may begin", atMs: verdict.readyAtMs }] : [seen];
  });
  const states = each.map(({ verdict }) => verdict.state);
  if (states.includes("high")) return say("warn", "ttl-high", evidence);
  if (states.length === 0 || states.includes("unknown")) return say("unknown", "ttl-unknown", evidence);
  return states.includes("waiting") ? say("warn", "ttl-waiting", evidence) : say("ok", "ttl-lowered", evidence);
};

/** An IPv6 record that nobody changes with the others would keep leading to the old box. */
export const judgeIpv6: JudgeItem = ({ dns }) => {
  const answers = dns.flatMap(({ name, views, askedAtMs }) =>
    views.flatMap(({ answer }) =>
      answer.state === "answered" ? [{ name, ipv6: answer.ipv6.join(", "), atMs: askedAtMs }] : [],
    ),
  );
  if (answers.length === 0) return say("unknown", "no-answer");
  const left = new Map(answers.filter(({ ipv6 }) => ipv6 !== "").map((one) => [`${one.name} ${one.ipv6}`, one]));
  const seen = left.size > 0 ? [...left.values()] : [...new Map(answers.map((one) => [one.name, one])).values()];
  const evidence = seen.map(({ name, ipv6, atMs }) => ({ label: `${name}, AAAA`, value: ipv6 || "none", atMs }));
  return left.size > 0 ? say("warn", "ipv6-records", evidence) : say("ok", "no-ipv6", evidence);
};

/** Whether who issued the certificates may issue those of the new box. */
export const judgeCaa: JudgeItem = ({ dns, certificates }) => {
  const answered = dns.flatMap(({ name, views, askedAtMs }) =>
    views.flatMap(({ answer }) => (answer.state === "answered" ? [{ name, caa: answer.caa, atMs: askedAtMs }] : [])),
  );
  if (answered.length === 0) return say("unknown", "no-answer");
  const allowed = [...new Set(answered.flatMap(({ caa }) => caa))];
  const evidence = [{ label: "CAA", value: allowed.join(", ") || "none", atMs: answered[0]?.atMs ?? null }];
  if (allowed.length === 0) return say("ok", "no-caa", evidence);
  const needsLetsEncrypt = certificates.some(({ outcome }) => /let's encrypt/i.test(String(outcome.evidence.issuer)));
  return needsLetsEncrypt && !allowed.includes("letsencrypt.org")
    ? say("bad", "caa-forbids", evidence)
    : say("ok", "caa-allows", evidence);
};
