import type { Outcome } from "./types";
import { gateWords } from "./words/gate";
import { hostWords } from "./words/host";
import { programWords } from "./words/programs";

const words = { ...gateWords, ...programWords, ...hostWords };

/** The outcome in a sentence, and what to do about it; for one that is ok, only its subject. */
export function tellOutcome({ code, subject, evidence }: Outcome): { what: string; next: string | null } {
  const found = Object.hasOwn(words, code) ? words[code] : undefined;
  return found ? { what: found.what(subject, evidence), next: found.next } : { what: subject, next: null };
}
