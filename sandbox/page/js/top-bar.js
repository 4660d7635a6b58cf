// The head of the page: the scene's title, the bot's state, guide, language, light and dark.
import { get } from "./api.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { LANGUAGES, language, t } from "./words.js";

const THEMES = ["auto", "light", "dark"];
const THEME = "sandbox.theme";
const LOOK_EVERY = 4000; // milliseconds between looks at whether a bot listens
const LATELY = 12_000; // a call this recent also shows that a bot is there

/** Apply the theme the reader chose last. */
export function applyTheme() {
  const theme = localStorage.getItem(THEME) ?? "auto";
  document.documentElement.dataset.theme = theme;
  return theme;
}

/** `speak(language)` changes the page's language; `guide` is the guide it can bring back. */
export class TopBar {
  constructor(store, guide, { speak }) {
    this.store = store;
    this.guide = guide;
    this.heardAt = 0;
    this.lamp = h("span", { class: "bot-state", role: "status" });
    this.themeButton = h("button", { type: "button", class: "icon-button", onclick: () => this.#nextTheme() });
    this.guideButton = iconButton("guide", t("guide"), () => guide.fold(!guide.folded));
    guide.onfold = () => this.#showGuide();
    const languages = LANGUAGES.map((one) => h("button", { type: "button", "aria-pressed": String(one === language()), lang: one, title: t(`language_${one}`), onclick: () => speak(one) }, one.toUpperCase()));
    this.element = h("header", { class: "top-bar" },
      h("div", { class: "top-title" }, h("h1", {}, store.scene.title || t("sandbox")), this.lamp),
      this.guideButton, h("div", { class: "languages", role: "group", "aria-label": t("language") }, languages), this.themeButton);
    this.#showTheme(applyTheme());
    this.#showGuide();
    this.#look();
    this.timer = setInterval(() => this.#look(), LOOK_EVERY);
  }

  close() {
    clearInterval(this.timer);
  }

  /** A bot has just called: it is there. */
  heard() {
    this.heardAt = performance.now();
    this.#showBot(true);
  }

  async #look() {
    try {
      const answer = await get("bots");
      const bots = answer.bots ?? answer;
      const polling = bots.some((bot) => bot.polling || bot.webhook?.url || typeof bot.webhook === "string" && bot.webhook);
      this.#showBot(polling || performance.now() - this.heardAt < LATELY);
    } catch {
      this.#showBot(false);
    }
  }

  #showBot(there) {
    if (this.there === there) return;
    this.there = there;
    const names = this.store.bots.map((bot) => bot.name).join(", ");
    fill(this.lamp, h("i", { class: there ? "lamp ok" : "lamp" }), h("span", {}, t(there ? "bot_listens" : "bot_silent", { names })));
  }

  #showGuide() {
    this.guideButton.hidden = !this.guide.exists;
    this.guideButton.setAttribute("aria-pressed", String(!this.guide.folded));
  }

  #nextTheme() {
    const at = THEMES.indexOf(localStorage.getItem(THEME) ?? "auto");
    localStorage.setItem(THEME, THEMES[(at + 1) % THEMES.length]);
    this.#showTheme(applyTheme());
  }

  #showTheme(theme) {
    fill(this.themeButton, icon({ auto: "auto", light: "sun", dark: "moon" }[theme]));
    const label = `${t("theme")}: ${t(`theme_${theme}`)}`;
    this.themeButton.setAttribute("aria-label", label);
    this.themeButton.title = label;
  }
}
