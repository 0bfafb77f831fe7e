"use client";
import { SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { settingsHref } from "@/lib/links/routes";

/** The limits that the verdict applied, one press away from it. */
export function Limits({ limits }: { limits: readonly string[] }) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} className="control">
        <SlidersHorizontal aria-hidden className="size-3.5" />
        Limits
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Limits of the verdict"
        className="floating anchored w-80 max-w-[calc(100vw-2rem)] p-3"
      >
        <p className="font-semibold">Limits of the verdict</p>
        <ul className="mt-1.5 space-y-1 text-ink-2">
          {limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
        <Link href={settingsHref()} prefetch={false} className="control -ml-2 mt-1.5 text-accent underline">
          Change limits
        </Link>
      </div>
    </>
  );
}
