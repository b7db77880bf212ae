import { Copy, Flame, RefreshCw } from "lucide";
import { useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { controlLook, Field } from "../ui/field.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { SecretInput } from "../ui/secret-input.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

export const ControlSample = () => (
  <>
    <Buttons />
    <Fields />
    <CopyField
      label="Something to take along"
      hint="Copied by one press; selected when the browser forbids that."
      value="https://notes.example/n#AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gB0Cq"
      copyLabel="Copy it"
      tone="primary"
    />
  </>
);

function Buttons() {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button>Primary</Button>
      <Button icon={Copy}>With an icon</Button>
      <Button isBlocked>Blocked</Button>
      <Button tone="quiet" icon={RefreshCw}>
        Quiet
      </Button>
      <Tooltip words="The words that it has already">
        <button type="button" className="hover:bg-surface rounded-control min-h-11 cursor-pointer px-3 font-medium">
          With a tooltip
        </button>
      </Tooltip>
      <Button tone="plain">Plain</Button>
      <Button tone="risky" icon={Flame} onClick={() => dialog.current?.showModal()}>
        Risky…
      </Button>
      <LinkButton href="#">A link</LinkButton>
      <TextLink href="#">a link in a sentence</TextLink>
      <Dialog ref={dialog} title="Do it for good?">
        <p className="text-muted mt-3 mb-7">A dialog asks only before what cannot be undone.</p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button tone="quiet" onClick={() => dialog.current?.close()}>
            Keep it
          </Button>
          <Button tone="danger" onClick={() => dialog.current?.close()}>
            Destroy it
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function Fields() {
  const [secret, setSecret] = useState("correct horse");
  const [days, setDays] = useState("5");
  const [state, setState] = useState<"on" | "off">("on");
  return (
    <div className="grid max-w-2xl gap-6 sm:grid-cols-2">
      <Field label="A field" hint="What to know before typing.">
        {(control) => <input {...control} className={controlLook} />}
      </Field>
      <Field label="A field with a fault" error="What is wrong, and how to mend it.">
        {(control) => <input {...control} defaultValue="three" className={controlLook} />}
      </Field>
      <Field label="A secret">
        {(control) => (
          <SecretInput control={control} value={secret} onChange={setSecret} showLabel="Show it" hideLabel="Hide it" />
        )}
      </Field>
      <SelectField
        label="A choice"
        choices={["1", "5", "30"].map((value) => ({ value, label: `${value} days` }))}
        value={days}
        onChange={setDays}
      />
      <Switch label="Takes effect at once" state={state} onState={setState} />
    </div>
  );
}
