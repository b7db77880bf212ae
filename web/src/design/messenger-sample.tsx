import { EllipsisVertical } from "lucide";
import { Avatar } from "../ui/avatar.tsx";
import { Badge } from "../ui/badge.tsx";
import { Bubble } from "../ui/bubble.tsx";
import { Menu } from "../ui/menu.tsx";
import { Tabs } from "../ui/tabs.tsx";

const people = [
  { name: "Alice Weiss", said: "Then on Sunday, at the lake.", time: "13:04", unread: 2 },
  { name: "Newsroom", said: "Bob: the second source has confirmed", time: "12:40", unread: 0 },
  { name: "سارة", said: "شكرًا، وصلت", time: "Fri", unread: 0 },
] as const;

/** A sketch: that the parts carry a conversation. */
export const MessengerSample = () => (
  <Tabs
    label="Parts of a messenger"
    tabs={[
      { id: "list", title: "Conversations", content: <Conversations /> },
      { id: "one", title: "One conversation", content: <Conversation /> },
    ]}
  />
);

const Conversations = () => (
  <ul className="divide-line max-w-md divide-y">
    {people.map(({ name, said, time, unread }, index) => (
      <li key={name} className="flex items-center gap-3 py-3">
        <Avatar name={name} presence={index === 0 ? "here" : "away"} />
        <div className="min-w-0 flex-1">
          <p className="flex justify-between gap-4">
            <span dir="auto" className="truncate font-medium">
              {name}
            </span>
            <span className="text-muted text-sm tabular-nums">{time}</span>
          </p>
          <p className="flex justify-between gap-4">
            <span dir="auto" className="text-muted truncate text-sm">
              {said}
            </span>
            {unread > 0 && <Badge>{unread}</Badge>}
          </p>
        </div>
      </li>
    ))}
  </ul>
);

const Conversation = () => (
  <div className="border-line rounded-sheet max-w-md border">
    <div className="border-line flex items-center gap-3 border-b py-2 ps-4 pe-2">
      <Avatar name="Alice Weiss" presence="here" />
      <span className="flex-1 font-medium">Alice Weiss</span>
      <Menu
        label="More about this conversation"
        icon={EllipsisVertical}
        items={[
          { label: "Search", onSelect: () => undefined },
          { label: "Disappearing messages", onSelect: () => undefined },
          { label: "Leave", tone: "risky", onSelect: () => undefined },
        ]}
      />
    </div>
    <div className="space-y-3 p-4">
      <Bubble from="them" foot="13:02">
        Are you still coming?
      </Bubble>
      <div className="flex justify-end">
        <Bubble from="me" foot="13:03">
          Yes. The train is at ten, if it runs.
        </Bubble>
      </div>
      <Bubble from="them" foot="13:04">
        Then on Sunday, at the lake.
      </Bubble>
    </div>
  </div>
);
