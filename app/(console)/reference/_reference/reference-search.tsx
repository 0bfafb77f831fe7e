"use client";
import { Search } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";

export type Entry = { kind: string; title: string; text: string; href: Route };

/** One field over everything on the page; with nothing typed the page stands as it is. */
export function ReferenceSearch({ entries, children }: { entries: readonly Entry[]; children: ReactNode }) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter(({ kind, title, text }) => {
    const all = `${kind} ${title} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  return (
    <>
      <div className="flex items-center gap-2 px-1">
        <Search aria-hidden className="size-4 text-ink-3" />
        <label htmlFor={id} className="sr-only">
          Find on this page
        </label>
        <input
          id={id}
          type="search"
          value={typed}
          placeholder="Find a question, port, file, word or runbook"
          className="field w-full max-md:h-11 max-md:text-base"
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {words.length === 0 ? (
        children
      ) : (
        <div className="panel" aria-live="polite">
          {found.length === 0 ? (
            <p className="px-3 py-4 text-ink-2">Nothing here holds all of these words. Fewer words find more.</p>
          ) : (
            <ul className="divide-y divide-line">
              {found.map(({ kind, title, text, href }) => (
                <li key={`${kind} ${title}`} className="px-3 py-2">
                  <Link href={href} className="font-medium" onClick={() => setTyped("")}>
                    {title}
                  </Link>{" "}
                  <span className="text-ink-3 text-xs">{kind}</span>
                  <p className="text-[0.8125rem] text-ink-2">{text}</p>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}
