import type { Metadata } from "next";
import { pageSession } from "@/components/auth/page-actor";
import { PanelNotice } from "@/components/ui/panel-notice";
import { loadUsers } from "@/lib/auth/load-users";
import { InviteButton } from "./_users/invite-button";
import { UserList } from "./_users/user-list";

export const metadata: Metadata = { title: "Users - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function UsersPage() {
  const { actor } = await pageSession();
  if (actor.role !== "admin") return <AdminsOnly />;
  const users = await loadUsers(actor);
  return (
    <div className="mx-auto max-w-5xl">
      <div className="flex flex-wrap items-center justify-between gap-2 px-1 pt-2">
        <h1 className="font-semibold text-xl">Users</h1>
        <InviteButton />
      </div>
      <p className="mt-1 px-1 text-ink-2">
        Viewers see everything except secrets and this page. Admins manage tokens, limits and users.
      </p>
      <UserList users={users} ownId={actor.userId} renderedAtMs={Date.now()} />
    </div>
  );
}

function AdminsOnly() {
  return (
    <div className="panel mx-auto mt-6 max-w-xl">
      <h1 className="sr-only">Users</h1>
      <PanelNotice title="Only admins manage users">
        Your role is viewer: you see everything except secrets and users. An admin can change your role.
      </PanelNotice>
    </div>
  );
}
