"use client";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { SecondaryButton } from "@/components/form/secondary-button";
import { useAction } from "@/components/form/use-action";
import type { UserRow } from "@/lib/auth/load-users";
import type { IssuedLink } from "@/lib/auth/one-time-link";
import type { ActionResult } from "@/lib/web/action-result";
import {
  changeRoleAction,
  endUserSessionsAction,
  removeSecondFactorAction,
  resetPasswordAction,
  setUserDisabledAction,
  unlockUserAction,
} from "../actions";
import { LinkOnce } from "./link-once";

type Deed = {
  title: string;
  consequence: string;
  button: string;
  doing: string;
  run: () => Promise<ActionResult<unknown>>;
  done: string;
};

/** What an admin can do to an account, each with what follows from it. */
function deedsOf(user: UserRow, isSelf: boolean): Deed[] {
  const { id, role, state } = user;
  const other = role === "admin" ? "viewer" : "admin";
  const self = isSelf ? " This is your own account." : "";
  const deeds: (Deed | false)[] = [
    {
      title: `Role: ${role}`,
      consequence: `${other === "admin" ? "They can then issue tokens and manage users." : "They can then change nothing and see no secrets."}${self}`,
      button: `Make ${other === "admin" ? "an admin" : "a viewer"}`,
      doing: `make ${user.email} ${other === "admin" ? "an admin" : "a viewer"}`,
      run: () => changeRoleAction(id, other),
      done: `${user.email} is ${other} now`,
    },
    state !== "disabled" && {
      title: state === "invited" ? "Invitation" : "Password",
      consequence:
        state === "invited"
          ? "Makes a new link; the one before stops working."
          : "Makes a link to set a new one. The present password works until the link is used.",
      button: state === "invited" ? "New invitation link" : "Make a reset link",
      doing: `make a link for ${user.email}`,
      run: () => resetPasswordAction(id),
      done: "",
    },
    user.codesLocked && {
      title: "Codes locked",
      consequence:
        "Ten or more wrong codes were given after the right password. If it was not them, make a reset link first.",
      button: "Take codes again",
      doing: `let ${user.email} use codes again`,
      run: () => unlockUserAction(id),
      done: `${user.email} can use codes again`,
    },
    user.factor !== null && {
      title: "Second factor",
      consequence: `For a lost one (${user.factor}). Until they set one up again, the password alone signs in.`,
      button: "Take it off",
      doing: `take the second factor off ${user.email}`,
      run: () => removeSecondFactorAction(id),
      done: `${user.email} has no second factor now`,
    },
    user.sessions > 0 && {
      title: `Signed in ${user.sessions === 1 ? "once" : `${user.sessions} times`}`,
      consequence: `They are signed out everywhere and can sign in again.${self}`,
      button: "End all sessions",
      doing: `sign ${user.email} out everywhere`,
      run: () => endUserSessionsAction(id),
      done: `${user.email} is signed out everywhere`,
    },
    {
      title: state === "disabled" ? "Disabled" : "Access",
      consequence:
        state === "disabled"
          ? "They can sign in again with what they had."
          : `They are signed out at once and cannot sign in until you enable them.${self}`,
      button: state === "disabled" ? "Enable" : "Disable",
      doing: `${state === "disabled" ? "enable" : "disable"} ${user.email}`,
      run: () => setUserDisabledAction(id, state !== "disabled"),
      done: `${user.email} is ${state === "disabled" ? "enabled" : "disabled"}`,
    },
  ];
  return deeds.filter((deed) => deed !== false);
}

const isLink = (value: unknown): value is IssuedLink =>
  typeof value === "object" && value !== null && "secret" in value && "email" in value;

type Props = { user: UserRow; isSelf: boolean; onClose: () => void };

export function UserDialog({ user, isSelf, onClose }: Props) {
  const { errors, pending, run } = useAction();
  const [link, setLink] = useState<IssuedLink | null>(null);
  const start = ({ run: action, doing, done }: Deed) =>
    run(action, {
      doing,
      done,
      onDone: (value) => (isLink(value) ? setLink(value) : onClose()),
      unanswered: "The console did not answer. Load the page again to see whether it was done.",
    });
  const problem = Object.values(errors)[0];
  return (
    <FormDialog title={user.email} onClose={onClose}>
      {problem ? (
        <div className="px-5">
          <FormNotice health="bad">{problem}</FormNotice>
        </div>
      ) : null}
      {link ? (
        <div className="p-5">
          <LinkOnce link={link} />
        </div>
      ) : (
        <ul className="divide-y divide-line">
          {deedsOf(user, isSelf).map((deed) => (
            <li key={deed.button} className="flex items-center justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="font-medium">{deed.title}</p>
                <p className="text-ink-2 text-xs">{deed.consequence}</p>
              </div>
              <SecondaryButton pending={pending} onClick={() => start(deed)}>
                {deed.button}
              </SecondaryButton>
            </li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}
