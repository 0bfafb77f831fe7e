import Link from "next/link";
import { tokensHref } from "@/lib/links/routes";
import { scopes } from "@/lib/plan/scopes";
import { tokenStates } from "@/lib/tokens/types";
import { scopeWords } from "@/lib/tokens/words";

type Props = { state: string | undefined; scope: string | undefined };

/** Filters as links: the URL is the state. */
export function FilterLinks({ state, scope }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-1">
      <nav aria-label="By state" className="flex flex-wrap">
        <Choice href={tokensHref({ scope })} chosen={state === undefined} text="all" />
        {tokenStates.map((word) => (
          <Choice key={word} href={tokensHref({ state: word, scope })} chosen={state === word} text={word} />
        ))}
      </nav>
      <nav aria-label="By scope" className="flex flex-wrap">
        <Choice href={tokensHref({ state })} chosen={scope === undefined} text="any scope" />
        {scopes.map((word) => (
          <Choice
            key={word}
            href={tokensHref({ state, scope: word })}
            chosen={scope === word}
            text={scopeWords[word]}
          />
        ))}
      </nav>
    </div>
  );
}

function Choice({ href, chosen, text }: { href: ReturnType<typeof tokensHref>; chosen: boolean; text: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={chosen ? "true" : undefined}
      className="control aria-[current=true]:bg-accent-tint aria-[current=true]:font-medium aria-[current=true]:text-accent"
    >
      {text}
    </Link>
  );
}
