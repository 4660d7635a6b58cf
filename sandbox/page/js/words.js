// The page's own words, in `words.vi.json` and `words.en.json`; what people and bots say is never translated.

export const LANGUAGES = ["vi", "en"];
const STORED = "sandbox.language";
let words = {};
let current = "vi";

/** The language now shown: "vi" or "en". */
export const language = () => current;

/** The words of `key` with `{name}` places filled. A missing key shows itself, so that it is seen. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Load a language: the one asked for, else the reader's last choice, else the scene's, else Vietnamese. */
export async function loadWords(wanted, fromScene) {
  const choice = [wanted, localStorage.getItem(STORED), fromScene, "vi"].find((one) => LANGUAGES.includes(one));
  if (wanted) localStorage.setItem(STORED, wanted);
  const response = await fetch(`words.${choice}.json`);
  words = await response.json();
  current = choice;
  document.documentElement.lang = choice;
}
