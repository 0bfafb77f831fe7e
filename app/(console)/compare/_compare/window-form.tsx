import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { PrimaryButton } from "@/components/form/primary-button";
import type { CompareTexts } from "@/lib/compare/read-choice";
import { compareHref } from "@/lib/links/routes";
import type { CompareKind } from "@/lib/ranges/compare-kinds";

const kinds: { kind: CompareKind; title: string }[] = [
  { kind: "alert", title: "Since the alert began" },
  { kind: "deploy", title: "Since the last deploy" },
  { kind: "hour", title: "The hour before" },
  { kind: "week", title: "Against last week" },
  { kind: "free", title: "Two windows" },
];
const fields = [
  { name: "beforeStart", label: "Before, from" },
  { name: "beforeEnd", label: "Before, until" },
  { name: "afterStart", label: "After, from" },
  { name: "afterEnd", label: "After, until" },
] as const;

type Props = { kind: CompareKind; texts: CompareTexts; picker: ReactNode };

/** Which windows to compare, picked on a chart or, without any script, typed; the URL keeps the choice. */
export function WindowForm({ kind, texts, picker }: Props) {
  return (
    <div className="panel px-3 py-2">
      <nav aria-label="What to compare" className="flex flex-wrap gap-1">
        {kinds.map(({ kind: own, title }) => (
          <Link
            key={own}
            href={compareHref(own)}
            prefetch={false}
            aria-current={own === kind ? "page" : undefined}
            className={clsx("control", own === kind && "bg-accent-tint font-medium text-accent")}
          >
            {title}
          </Link>
        ))}
      </nav>
      {kind === "free" ? (
        <>
          {picker}
          <details className="mt-2">
            <summary className="w-fit text-[0.8125rem] text-accent">Type the times</summary>
            <form method="get" className="mt-2 grid grid-cols-1 items-end gap-3 sm:grid-cols-2 lg:grid-cols-5">
              <input type="hidden" name="kind" value="free" />
              {fields.map(({ name, label }) => (
                <label key={name} className="block text-ink-2 text-xs">
                  {label} (UTC)
                  <input
                    type="datetime-local"
                    name={name}
                    step={1}
                    defaultValue={texts[name]}
                    required
                    className="field mt-1 w-full text-ink max-md:h-11 max-md:text-base"
                  />
                </label>
              ))}
              <PrimaryButton>Compare</PrimaryButton>
            </form>
          </details>
        </>
      ) : null}
    </div>
  );
}
