"use client";
import { useState } from "react";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import type { UserRow } from "@/lib/auth/load-users";
import type { Health } from "@/lib/measured";
import { UserDialog } from "./user-dialog";

const states: Record<UserRow["state"], { health: Health; word: string }> = {
  active: { health: "ok", word: "active" },
  invited: { health: "unknown", word: "invited" },
  disabled: { health: "warn", word: "disabled" },
};

type Props = { users: UserRow[]; ownId: string; renderedAtMs: number };

/** Who can sign in. A row opens what an admin can do about it; on a phone each row is a card. */
export function UserList({ users, ownId, renderedAtMs }: Props) {
  const [openId, setOpenId] = useState<string | null>(null);
  const open = users.find(({ id }) => id === openId);
  return (
    <div className="panel mt-3">
      <div
        aria-hidden
        className="grid grid-cols-[minmax(0,2fr)_5rem_6rem_6rem_7rem_5.5rem] gap-3 border-line border-b px-4 py-2 text-ink-3 text-xs max-md:hidden"
      >
        <span>User</span>
        <span>Role</span>
        <span>State</span>
        <span>2nd factor</span>
        <span>Last sign-in</span>
        <span />
      </div>
      <ul className="divide-y divide-line">
        {users.map((user) => (
          <li
            key={user.id}
            data-user={user.email}
            className="grid items-center gap-x-3 gap-y-1 px-4 py-2.5 max-md:grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,2fr)_5rem_6rem_6rem_7rem_5.5rem]"
          >
            <div className="min-w-0">
              <p className="truncate font-medium" title={user.email}>
                {user.name || user.email}
                {user.id === ownId ? <span className="ml-1.5 font-normal text-ink-3">you</span> : null}
              </p>
              {user.name ? <p className="truncate text-ink-3 text-xs">{user.email}</p> : null}
            </div>
            <p className="text-ink-2 max-md:order-3 max-md:text-xs">
              <span className="md:hidden">Role: </span>
              {user.role}
            </p>
            <p className="max-md:order-4 max-md:justify-self-end">
              <StateBadge health={states[user.state].health} word={states[user.state].word} />
            </p>
            <p className="text-ink-2 max-md:order-5 max-md:text-xs">
              <span className="md:hidden">2nd factor: </span>
              {user.codesLocked ? "locked" : (user.factor ?? "none")}
            </p>
            <p className="text-ink-2 max-md:order-6 max-md:justify-self-end max-md:text-xs">
              <span className="md:hidden">Last sign-in: </span>
              {user.lastSignInAtMs === null ? (
                "never"
              ) : (
                <SampleAge atMs={user.lastSignInAtMs} renderedAtMs={renderedAtMs} />
              )}
            </p>
            <button
              type="button"
              className="control justify-self-end text-accent max-md:order-2"
              aria-label={`Manage ${user.email}`}
              onClick={() => setOpenId(user.id)}
            >
              Manage
            </button>
          </li>
        ))}
      </ul>
      {open ? <UserDialog user={open} isSelf={open.id === ownId} onClose={() => setOpenId(null)} /> : null}
    </div>
  );
}
