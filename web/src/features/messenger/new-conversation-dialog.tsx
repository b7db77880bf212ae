import type { DirectOpening } from "@tacet/client/account-pages";
import type { ConversationName } from "@tacet/client/messenger";
import { MAX_REQUEST_CHARACTERS } from "@tacet/protocol";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { controlLook, Field } from "../../ui/field.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { useProblemWords } from "./problem-words.ts";

interface NewConversationDialogProps {
  readonly start: () => DirectOpening;
  readonly onOpen: (name: ConversationName) => void;
  readonly onClose: () => void;
}

/** As the domain name of a server may be, with a username before it. */
const MAX_ADDRESS_CHARACTERS = 286;

/** Asks for whom, and, where they have to be asked first, sends them the question. */
export function NewConversationDialog({ start, onOpen, onClose }: NewConversationDialogProps) {
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [opening] = useState(start);
  const state = useObservable(opening.state);
  const [whom, setWhom] = useState("");
  const [words, setWords] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (state.kind !== "open") return;
    onOpen(state.name);
    dialog.current?.close();
  }, [state, onOpen]);
  const describe = useProblemWords();
  const problem = "problem" in state && state.problem ? describe(state.problem) : undefined;
  const isRequest = "address" in state;
  const isDone = state.kind === "requested";

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void (isRequest ? opening.request(words) : opening.open(whom));
  }

  return (
    <Dialog ref={dialog} title={say("messages.new")} onClose={onClose}>
      <form onSubmit={submit} className="mt-4 space-y-5">
        {!isRequest && (
          <Field label={say("messages.new.whom")} hint={say("messages.new.whom.hint")} error={problem}>
            {(control) => (
              <input
                {...control}
                value={whom}
                onChange={({ target }) => setWhom(target.value)}
                required
                maxLength={MAX_ADDRESS_CHARACTERS}
                dir="ltr"
                autoComplete="off"
                autoCapitalize="none"
                autoCorrect="off"
                spellCheck={false}
                translate="no"
                className={`${controlLook} rtl:text-right`}
              />
            )}
          </Field>
        )}
        {isRequest && !isDone && (
          <>
            <p className="text-pretty">{say("messages.new.request", { address: state.address })}</p>
            <Field label={say("messages.new.words")} hint={say("messages.new.words.hint")} error={problem}>
              {(control) => (
                <textarea
                  {...control}
                  value={words}
                  onChange={({ target }) => setWords(target.value)}
                  maxLength={MAX_REQUEST_CHARACTERS}
                  rows={3}
                  autoComplete="off"
                  className={`${controlLook} plaintext block resize-y`}
                />
              )}
            </Field>
          </>
        )}
        <div className="-mt-2 space-y-2">
          <StatusLine>
            {state.kind === "opening" && say("messages.new.opening")}
            {state.kind === "requesting" && say("messages.new.requesting")}
            {isDone && say("messages.new.requested", { address: state.address })}
          </StatusLine>
          <div className="flex flex-wrap justify-end gap-3">
            <Button tone="quiet" onClick={() => dialog.current?.close()}>
              {say(isDone ? "messages.close" : "messages.cancel")}
            </Button>
            {!isDone && (
              <Button type="submit" isBlocked={state.kind === "opening" || state.kind === "requesting"}>
                {say(isRequest ? "messages.new.ask" : "messages.new.open")}
              </Button>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  );
}
