import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { StateBadge } from "@/components/ui/state-badge";
import { traceHref } from "@/lib/links/routes";
import type { CheckView, Evidence, Example, Fix } from "@/lib/rollout/types";
import { checkLooks } from "./state-words";

/** One check: how it stands in a line, and below it what that rests on and how to mend it. */
export function CheckItem({ check }: { check: CheckView }) {
  const { code, title, state, because, evidence, passing, failing, memory, fix, around } = check;
  const { health, word } = checkLooks[state];
  const isOpen = state === "regressed" || state === "partly";
  return (
    <li id={code} data-check={code} data-state={state} className="scroll-mt-24 target:bg-accent-tint">
      <details open={isOpen}>
        <summary className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-0.5 px-3 py-2 hover:bg-hover">
          <StateBadge health={health} word={word} />
          <span className="font-medium">{title}</span>
          <span className="w-full text-ink-2 text-xs sm:w-auto sm:flex-1 sm:text-right">{because}</span>
        </summary>
        <div className="space-y-2 px-3 pb-3 text-[0.8125rem]">
          <EvidenceTable evidence={evidence} />
          {passing ? <ExampleLine label="Passes" example={passing} /> : null}
          {failing ? <ExampleLine label="Fails" example={failing} /> : null}
          {memory?.lostAtMs != null ? (
            <p className="text-ink-2">
              Last met <Moment atMs={memory.lostAtMs} />.
              {around.length > 0 ? " Around then: " : " Nothing else is known to have happened around then."}
              {around.map(({ atMs, title: what }, index) => (
                <span key={`${atMs} ${what}`}>
                  {index > 0 ? "; " : ""}
                  {what} (<Moment atMs={atMs} />)
                </span>
              ))}
            </p>
          ) : null}
          {memory?.firstMetAtMs != null && memory.lostAtMs === null ? (
            <p className="text-ink-3 text-xs">
              First met <Moment atMs={memory.firstMetAtMs} />.
            </p>
          ) : null}
          {fix ? <FixBlock fix={fix} /> : null}
        </div>
      </details>
    </li>
  );
}

function EvidenceTable({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null;
  return (
    <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
      {evidence.map(({ label, value, atMs, query, href }) => (
        <div key={`${label} ${value}`} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="min-w-0 break-words">
            {href ? (
              <a href={href} className="underline decoration-line-strong underline-offset-2">
                {value}
              </a>
            ) : (
              value
            )}
            {atMs === null ? null : (
              <span className="text-ink-3 text-xs">
                {" "}
                <Moment atMs={atMs} />
              </span>
            )}
            {query ? <CopyButton text={query} what="the query" /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ExampleLine({ label, example }: { label: string; example: Example }) {
  return (
    <p className="min-w-0 break-words">
      <span className="text-ink-3">{label}: </span>
      <code className="text-xs">{example.text}</code>{" "}
      {example.traceId ? (
        <Link href={traceHref(example.traceId)} className="underline decoration-line-strong underline-offset-2">
          trace
        </Link>
      ) : null}
    </p>
  );
}

function FixBlock({ fix }: { fix: Fix }) {
  return (
    <div className="rounded-md border border-line bg-sunken">
      <p className="flex items-center justify-between gap-2 border-line border-b px-2 text-ink-2 text-xs">
        <span className="min-w-0 truncate">
          {fix.where} ({fix.language})
        </span>
        <CopyButton text={fix.text} what="the snippet" />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide snippet is scrolled by keyboard too */}
      <pre className="overflow-x-auto p-2 text-xs" tabIndex={0}>
        <code>{fix.text}</code>
      </pre>
    </div>
  );
}
