"use client";
import clsx from "clsx";
import Link from "next/link";
import { Fragment } from "react";
import { FreezeButton } from "@/components/capsule/freeze-button";
import { Clock } from "@/components/ui/clock";
import { CopyButton } from "@/components/ui/copy-button";
import { healthText, healthTint } from "@/components/ui/health";
import { HealthIcon } from "@/components/ui/health-icon";
import { OutLink } from "@/components/ui/out-link";
import { StateIcon } from "@/components/ui/state-badge";
import { formatIso } from "@/lib/format/time";
import { dozzleLink } from "@/lib/links/dozzle";
import { storedHref } from "@/lib/links/routes";
import type { VerdictClause } from "@/lib/oncall/types";
import { AlertStrip } from "./alert-strip";
import { FindingList } from "./finding-list";
import { Limits } from "./limits";
import { NotCurrent } from "./not-current";
import { useOnCall, useOverview } from "./on-call-context";
import { WitnessList } from "./witness-list";

/** The line that on-call reads first, with what it rests on. */
export function VerdictPanel() {
  const { overview } = useOverview();
  const { verdict, witnesses } = overview;
  return (
    // Its least height has room for since when it is so and that it is not of this moment: the page does not move for them.
    <section
      id="verdict"
      aria-label="Verdict"
      data-health={verdict.health}
      className="panel overflow-clip md:flex md:min-h-[4.875rem]"
    >
      <div
        className={clsx(
          "flex items-center justify-between gap-2.5 px-3 py-2 md:w-44 md:flex-col md:items-start md:justify-center md:gap-0.5 md:px-4 md:py-1.5",
          healthText[verdict.health],
          healthTint[verdict.health],
        )}
      >
        <p className="flex items-center gap-2 font-bold text-xl tracking-tight">
          <HealthIcon health={verdict.health} className="size-6" />
          <span data-testid="verdict-word">{verdict.word}</span>
        </p>
        {verdict.sinceMs === null ? null : (
          <p data-testid="verdict-since" className="font-medium text-ink text-xs">
            since <Clock atMs={verdict.sinceMs} />
          </p>
        )}
        <NotCurrent />
      </div>
      <div className="min-w-0 flex-1 px-3 py-2.5 md:px-4">
        <div className="flex items-start justify-between gap-3">
          <p
            data-testid="verdict-text"
            // A phone keeps two lines for it: a digit more or less must not move the page.
            className="text-pretty text-[0.9375rem] leading-snug max-md:min-h-[2lh] md:text-lg md:leading-7"
          >
            {verdict.clauses.map((clause, index) => (
              // Its figures change with every answer; the link, and the focus on it, have to stay.
              <Fragment key={clause.finding ?? `${clause.kind} ${index}`}>
                <Link
                  href={storedHref(clause.href)}
                  prefetch={false}
                  data-clause={clause.finding ?? clause.kind}
                  className="decoration-line-strong underline-offset-4 hover:underline"
                >
                  <ClauseText {...clause} />
                </Link>
                {". "}
              </Fragment>
            ))}
          </p>
          <div className="-mt-1 -mr-1 flex shrink-0 max-md:hidden">
            <Tools />
          </div>
        </div>
        <WitnessList witnesses={witnesses} renderedAtMs={overview.generatedAtMs} />
        <AlertStrip />
        <FindingList />
        {verdict.unknowns.length > 0 ? (
          <ul className="mt-1.5 space-y-0.5 text-[0.8125rem] text-ink-2">
            {verdict.unknowns.map((unknown) => (
              <li key={unknown}>Not known: {unknown}</li>
            ))}
          </ul>
        ) : null}
        <div className="mt-1 -mb-1 -ml-2 flex md:hidden">
          <Tools />
        </div>
      </div>
    </section>
  );
}

/** What can be done with the verdict, and where the API's own words are: its logs. */
function Tools() {
  const { overview } = useOverview();
  const { bases } = useOnCall();
  const { verdict, range } = overview;
  const copied = () => `${formatIso(overview.generatedAtMs, { utc: true })} ${verdict.word}: ${verdict.text}`;
  return (
    <>
      <CopyButton text={copied} what="verdict">
        Copy
      </CopyButton>
      <FreezeButton name="screen" window={{ kind: "range", range }} what={`the last ${range}`} />
      <OutLink link={dozzleLink(bases.dozzle)} label="Logs of the API in Dozzle" text="Logs" />
      <Limits limits={verdict.limits} />
    </>
  );
}

/** The icon stays on one line with the first word. */
function ClauseText({ text, health }: Pick<VerdictClause, "text" | "health">) {
  if (health === "ok") return text;
  const [first, ...rest] = text.split(" ");
  return (
    <>
      <span className="whitespace-nowrap">
        <span className="mr-1 inline-flex translate-y-[0.15em]">
          <StateIcon health={health} />
        </span>
        {first}
      </span>{" "}
      {rest.join(" ")}
    </>
  );
}
