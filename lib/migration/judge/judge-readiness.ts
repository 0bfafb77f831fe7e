import type { ItemCode, ReadinessItem } from "../types";
import { judgeBackups, judgeClock, judgeImages, judgeSecrets } from "./items/box";
import { judgeCertificates } from "./items/certificates";
import { judgeQueue, judgeRehearsal, judgeSizes } from "./items/copying";
import { dayMs, type JudgeItem, type ReadinessFacts } from "./items/facts";
import { judgeAgreement, judgeCaa, judgeIpv6, judgeTtls } from "./items/names";

const confirmationAgeMsMax = 7 * dayMs;

const judges: Record<ItemCode, JudgeItem> = {
  sizes: judgeSizes,
  rehearsed: judgeRehearsal,
  "dns-agrees": judgeAgreement,
  "ttl-lowered": judgeTtls,
  ipv6: judgeIpv6,
  caa: judgeCaa,
  certificates: judgeCertificates,
  "secrets-listed": judgeSecrets,
  queue: judgeQueue,
  backups: judgeBackups,
  images: judgeImages,
  clock: judgeClock,
};
/** Where the console's own evidence can be missing or too little, a person's word counts, for a week. */
export const itemsByPerson = ["dns-agrees", "ipv6", "queue", "backups", "images", "clock"] as const;
const byPerson: readonly ItemCode[] = itemsByPerson;

/** Every point of the list, in order. A person's word lifts "unknown" and "warn" to "ok", never "bad". */
export function judgeReadiness(facts: ReadinessFacts, nowMs: number): ReadinessItem[] {
  return (Object.keys(judges) as ItemCode[]).map((code) => {
    const { health, because, evidence = [] } = judges[code](facts, nowMs);
    const confirmed = facts.confirmations.get(code) ?? null;
    const counts =
      confirmed !== null &&
      byPerson.includes(code) &&
      (health === "unknown" || health === "warn") &&
      nowMs - confirmed.atMs < confirmationAgeMsMax;
    const judged = counts ? { health: "ok" as const, because: "confirmed" } : { health, because };
    return { code, ...judged, evidence, byPerson: byPerson.includes(code), confirmed };
  });
}
