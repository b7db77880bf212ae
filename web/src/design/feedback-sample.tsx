import { Facts } from "../ui/facts.tsx";
import { Margin } from "../ui/margin.tsx";
import { Meter } from "../ui/meter.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { RestBar } from "../ui/rest-bar.tsx";
import { SectionNav } from "../ui/section-nav.tsx";
import { StatusLine } from "../ui/status-line.tsx";
import { Tag } from "../ui/tag.tsx";
import { Timeline } from "../ui/timeline.tsx";

const scores = ["Very weak", "Weak", "Fair", "Strong", "Very strong"];

export const FeedbackSample = () => (
  <div className="grid gap-10 sm:grid-cols-2">
    <div className="space-y-4">
      <Notice tone="warning">Something to know before going on.</Notice>
      <Notice tone="error">Something that did not work, and what can be done.</Notice>
      <RestBar />
      <ProgressBar done={0.4} label="How much is done" />
      <StatusLine>What is going on, in words beside the bar.</StatusLine>
      {scores.map((words, score) => (
        <Meter key={words} score={score} words={words} />
      ))}
    </div>
    <div className="space-y-8">
      <SectionNav
        label="Pages that belong together"
        links={[
          { href: "#here", title: "Here", state: "here" },
          { href: "#elsewhere", title: "Elsewhere", state: "elsewhere" },
        ]}
      />
      <p className="flex gap-2.5">
        <Tag>New</Tag>
        <Tag tone="muted">Over</Tag>
        <Tag tone="danger">Disabled</Tag>
      </p>
      <Timeline
        label="What happened"
        items={[
          { tone: "open", words: "Nothing yet." },
          { tone: "good", words: "It went well, and that is proven." },
          { tone: "warning", words: "It may have gone well." },
          { tone: "ended", words: "It is over." },
        ]}
      />
      <Facts
        facts={[
          ["Made", "21 November 2026 at 13:01 CET"],
          ["Openings left", "1 of 1"],
        ]}
      />
      <Margin title="A remark in the margin">
        <p>Good to know, and not in the way.</p>
      </Margin>
    </div>
  </div>
);
