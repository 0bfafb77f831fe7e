import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { traceHref } from "@/lib/links/routes";
import type { Measured } from "@/lib/measured";
import type { Leak, LeakKind } from "@/lib/rollout/types";

const kindWords: Record<LeakKind, { title: string; toDo: string }> = {
  secret: { title: "A secret", toDo: "Take the attribute out at the sender and replace the secret." },
  "device-token": { title: "A raw device token", toDo: "Send the first 12 characters of its SHA-256 instead." },
  "e-mail": { title: "An e-mail address", toDo: "otelgorm.WithoutQueryVariables() keeps values out of db.statement." },
  "sql-text": { title: "Values in SQL", toDo: "otelgorm.WithoutQueryVariables() keeps values out of db.statement." },
};

/** Secrets and personal data in span attributes, named by span and attribute and never shown. */
export function LeaksPanel({ leaks }: { leaks: Measured<Leak[]> }) {
  return (
    <Panel id="leaks" title="What spans give away">
      {leaks.state === "ready" ? <Found leaks={leaks.value} /> : <Unread leaks={leaks} />}
    </Panel>
  );
}

function Found({ leaks }: { leaks: readonly Leak[] }) {
  if (leaks.length === 0) {
    return (
      <PanelNotice health="ok" title="No secret and no personal data in the spans that were read">
        Tokens, e-mail addresses, raw device tokens and values in SQL are looked for.
      </PanelNotice>
    );
  }
  return (
    <ul className="divide-y divide-line border-line border-t">
      {leaks.map(({ kind, span, attribute, spans, traceId }) => (
        <li key={`${kind} ${span} ${attribute}`} data-leak={kind} className="px-3 py-2 text-[0.8125rem]">
          <p>
            <span className="font-medium">{kindWords[kind].title}</span> in <code className="text-xs">{attribute}</code>{" "}
            of <code className="text-xs">{span}</code>, {spans} {spans === 1 ? "span" : "spans"} read;{" "}
            <Link href={traceHref(traceId)} className="underline decoration-line-strong underline-offset-2">
              one of them
            </Link>
          </p>
          <p className="text-ink-2 text-xs">{kindWords[kind].toDo}</p>
        </li>
      ))}
    </ul>
  );
}

function Unread({ leaks }: { leaks: Measured<Leak[]> }) {
  const why = leaks.state === "error" ? leaks.failure.message : "No trace has been read yet.";
  return <PanelNotice title="Unknown: no spans could be read">{why}</PanelNotice>;
}
