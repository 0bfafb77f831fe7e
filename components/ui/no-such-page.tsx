import Link from "next/link";
import { onCallHref } from "@/lib/links/routes";

/** What stands in the page's main where an address leads nowhere. */
export function NoSuchPage() {
  return (
    <div className="mx-auto max-w-lg px-4 py-24">
      <h1 className="font-semibold text-xl">No such page</h1>
      <p className="mt-2 text-ink-2">The address leads nowhere in this console. Nothing is wrong with the API.</p>
      <p className="mt-4">
        <Link href={onCallHref()} className="font-medium text-accent underline underline-offset-4">
          Go to the on-call page
        </Link>
      </p>
    </div>
  );
}
