import type { LanguageTag } from "../../languages/languages.ts";

/*
 * Names and words to find them by are of Unicode CLDR 45 (licence Unicode-3.0), in the order of this list. Each file is fetched when
 * somebody looks for an emoji in that language for the first time.
 */

export const emojiGroups = {
  faces:
    "😀 😃 😄 😁 😆 😅 🤣 😂 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😋 😛 😜 🤪 🤗 🤭 🤫 🤔 🫡 😐 😑 😶 😏 😒 🙄 😬 😌 😔 😪 😴 😷 🤒 🤕 🤢 🤧 🥵 🥶 😵 🤯 🤠 🥳 😎 🤓 🧐 😕 😟 🙁 😮 😲 😳 🥺 😦 😨 😰 😥 😢 😭 😱 😖 😞 😩 😫 🥱 😤 😡 😠 🤬 💀 💩 🤡 👻 👽 🤖",
  gestures: "👍 👎 👌 ✌️ 🤞 🤟 👋 ✋ 👏 🙌 🫶 🤝 🙏 💪 👀 👆 👇 👈 👉 ☝️ ✊ 👊 ✍️ 💅 🤷 🤦 🙋 🙈 🙉 🙊",
  hearts: "❤️ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 💔 💕 💖 💯 💢 💥 💦 💤 💬 ✨ ⭐ 🌟 🔥 🎉 🎊 🎈 🎁 🏆 🥇 ✅ ❌ ❓ ❗ ⚠️ ⏰ ⏳",
  nature:
    "🐶 🐱 🐭 🐰 🦊 🐻 🐼 🐨 🦁 🐮 🐷 🐸 🐵 🐔 🐧 🐦 🦉 🐺 🐴 🦄 🐝 🦋 🐌 🐞 🐢 🐍 🐙 🐟 🐬 🐳 🌵 🌲 🌳 🌴 🍀 🍁 🌸 🌹 🌻 🌍 🌙 ☀️ ⛅ 🌧️ ❄️ ⚡ 🌈 🌊",
  food: "🍏 🍎 🍋 🍌 🍉 🍇 🍓 🍒 🍑 🥑 🍅 🥕 🌽 🥐 🍞 🧀 🥚 🍔 🍟 🍕 🌮 🍜 🍣 🍪 🎂 🍰 🍫 🍿 ☕ 🍵 🍺 🍷 🥂",
  things:
    "⚽ 🏀 🎾 🏊 🚴 🧗 🎸 🎹 🎵 🎤 🎨 🎬 📷 📚 📖 ✏️ 📎 📌 📅 📧 📱 💻 💡 🔑 🔒 🔓 🔔 🏠 🏢 🏥 🚗 🚌 🚲 🚆 ✈️ 🚀 ⛵ 🗺️ 🏖️ ⛺ 💰 💊 🧹 🛒",
} as const satisfies Readonly<Record<string, string>>;

export type EmojiGroup = keyof typeof emojiGroups;

export interface NamedEmoji {
  readonly emoji: string;
  readonly group: EmojiGroup;
  readonly name: string;
  /** In lower case, with the name. */
  readonly words: string;
}

/** What most answers to a message are. */
export const quickEmojis = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;

type Names = readonly (readonly string[])[];

const loadNames: Readonly<Record<LanguageTag, () => Promise<{ default: Names }>>> = {
  en: () => import("./emoji/en.json"),
  de: () => import("./emoji/de.json"),
  es: () => import("./emoji/es.json"),
  ar: () => import("./emoji/ar.json"),
};

/** Rejects when the names cannot be fetched. */
export async function loadEmojis(tag: LanguageTag): Promise<readonly NamedEmoji[]> {
  return named((await loadNames[tag]()).default);
}

/** Without their names they can be chosen all the same, only not found by words. */
export const unnamedEmojis = (): readonly NamedEmoji[] => named([]);

const isGroup = (word: string): word is EmojiGroup => word in emojiGroups;

function named(names: Names): readonly NamedEmoji[] {
  const all = Object.entries(emojiGroups).flatMap(([group, list]) =>
    list.split(" ").flatMap((emoji) => (isGroup(group) ? [{ emoji, group }] : [])),
  );
  return all.map((each, at) => {
    const [name = each.emoji, words = ""] = names[at] ?? [];
    return { ...each, name, words: `${name} ${words}`.toLowerCase() };
  });
}

/** Those that all the words belong to, by the beginning of a word. */
export function findEmojis(emojis: readonly NamedEmoji[], asked: string): readonly NamedEmoji[] {
  const wanted = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return emojis.filter(({ words }) => wanted.every((word) => words.startsWith(word) || words.includes(` ${word}`)));
}
