"use client";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import type { CreatedToken } from "@/lib/tokens/create-token";
import { snippetsOf } from "@/lib/tokens/snippets";
import { tellsDeploys } from "@/lib/tokens/types";
import { useAddresses } from "./addresses";
import { FirstUse } from "./first-use";
import { ProveIt } from "./prove-it";

/** The secret, where to paste it, whether it works, and who has used it. */
export function SecretView({ token, view }: CreatedToken) {
  const { gateUrl, consoleUrl } = useAddresses();
  const forDeploys = tellsDeploys(view.scopes);
  const snippets = snippetsOf({ token, scopes: view.scopes, gateUrl, consoleUrl });
  const [chosen, setChosen] = useState(snippets[0]?.id);
  const snippet = snippets.find(({ id }) => id === chosen);
  return (
    <div className="space-y-5">
      <div className="flex items-start gap-2 rounded-md bg-sunken p-3">
        <code data-testid="secret" className="min-w-0 flex-1 select-all break-all font-medium">
          {token}
        </code>
        <CopyButton text={token} what="Token" />
      </div>
      <section aria-label="Snippets">
        <div className="flex flex-wrap gap-1" role="tablist" aria-label="Where to paste it">
          {snippets.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              role="tab"
              aria-selected={id === chosen}
              className="control aria-selected:bg-accent-tint aria-selected:font-medium aria-selected:text-accent"
              onClick={() => setChosen(id)}
            >
              {title}
            </button>
          ))}
        </div>
        {snippet ? (
          <div className="mt-1 rounded-md bg-sunken" role="tabpanel" aria-label={snippet.title}>
            <div className="flex items-start gap-2 p-3">
              <pre className="min-w-0 flex-1 whitespace-pre-wrap break-all text-xs">{snippet.text}</pre>
              <CopyButton text={snippet.text} what={snippet.title} />
            </div>
            <p className="px-3 pb-2 text-ink-3 text-xs">
              {snippet.hint}
              {gateUrl || forDeploys
                ? ""
                : " The gate's URL is not configured (INGEST_PUBLIC_URL), so an example stands here."}
            </p>
          </div>
        ) : null}
      </section>
      <ProveIt token={token} forDeploys={forDeploys} />
      <FirstUse publicId={view.publicId} replaces={view.replaces} />
    </div>
  );
}
