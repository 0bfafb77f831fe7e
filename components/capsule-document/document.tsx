import { createHash } from "node:crypto";
import type { ReactNode } from "react";
import { StateBadge } from "@/components/ui/state-badge";
import type { Capsule } from "@/lib/capsule/schema";
import { capsuleHref } from "@/lib/links/routes";
import { ConsoleLink, Fine, UtcTime } from "./bits";
import { fileStyles } from "./file-styles";
import { CapsuleSections, contextOf } from "./sections";

const styleHash = createHash("sha256").update(fileStyles).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** JSON for a script element that no browser runs. Nothing in it can end the element or begin a comment. */
function inertJson(value: unknown): string {
  const inert = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, inert);
}

function CapsuleDocument({ capsule, consoleUrl }: { capsule: Capsule; consoleUrl: string }): ReactNode {
  const { id, title, note, window, createdAtMs, createdBy, verdict } = capsule;
  return (
    <html lang="en" className="print:scheme-light">
      {/* biome-ignore lint/style/noHeadElement: a file of its own, not a page of Next */}
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${title} - honeyDue capsule`}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; React would escape its quotes */}
        <style dangerouslySetInnerHTML={{ __html: fileStyles }} />
      </head>
      <body className="wrap-anywhere mx-auto max-w-7xl space-y-3 p-3 print:max-w-none print:bg-white print:p-0">
        <header className="space-y-1">
          <h1 className="py-1 font-semibold text-xl">{title}</h1>
          <p>
            {verdict.state === "known" ? (
              <StateBadge health={verdict.value.health} word={verdict.value.word} bare />
            ) : (
              <StateBadge health="unknown" bare />
            )}{" "}
            when frozen. Window: <UtcTime atMs={window.startMs} /> to <UtcTime atMs={window.endMs} />, all times UTC
          </p>
          <Fine>
            Frozen <UtcTime atMs={createdAtMs} /> by {createdBy}.{" "}
            <ConsoleLink path={capsuleHref(id)} context={contextOf(capsule, consoleUrl)}>
              Open it in the console
            </ConsoleLink>
            .
          </Fine>
          {note === "" ? null : <p className="whitespace-pre-wrap border-line-strong border-l-2 px-3 py-2">{note}</p>}
        </header>
        <main>
          <CapsuleSections capsule={capsule} consoleUrl={consoleUrl} />
        </main>
        <footer>
          <Fine>
            This file needs no network and no script. The same data as JSON (format honeydue-capsule, version 1) is in
            it, in the element with the id capsule-data.
          </Fine>
        </footer>
        <script
          type="application/json"
          id="capsule-data"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON without any < in it
          dangerouslySetInnerHTML={{ __html: inertJson(capsule) }}
        />
      </body>
    </html>
  );
}

/**
 * A capsule as one file that needs nothing else: no script, no font, no picture from elsewhere, and a policy that
 * would refuse them. The same data stands in it as JSON, in the element `capsule-data`.
 */
export async function renderDocument(capsule: Capsule, consoleUrl: string): Promise<string> {
  // Only now: Next refuses a module of the server that imports it at the top, since pages have no use for it.
  const { renderToStaticMarkup } = await import("react-dom/server");
  const html = renderToStaticMarkup(<CapsuleDocument capsule={capsule} consoleUrl={consoleUrl} />);
  return html.startsWith("<!DOCTYPE") ? html : `<!DOCTYPE html>${html}`;
}
