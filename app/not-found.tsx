import type { Metadata } from "next";
import { NoSuchPage } from "@/components/ui/no-such-page";

export const metadata: Metadata = { title: "No such page - honeyDue" };

/** An address outside of every layout: the page's main is its own. */
export default function NotFound() {
  return (
    <main>
      <NoSuchPage />
    </main>
  );
}
