// The chats of one phone with what was said last and what is unread; arrow keys go through them.
import { hourMinute } from "./clock.js";
import { avatar, fill, h } from "./dom.js";
import { chatKey } from "./store.js";
import { summary } from "./summary.js";
import { t } from "./words.js";

/** `owner` is the phone's view; `choose(key)` opens a chat. */
export class ChatTabs {
  constructor(owner, choose) {
    this.owner = owner;
    this.choose = choose;
    this.tabs = new Map();
    this.element = h("div", { class: "chat-tabs", role: "tablist", "aria-label": t("chats"), onkeydown: (event) => this.#key(event) });
  }

  /** Bring the list in step with the phone; tabs stay the same elements, so focus stays. */
  render() {
    const { phone, openKey } = this.owner;
    for (const [key, tab] of this.tabs) {
      if (phone.chats.has(key)) continue;
      tab.remove();
      this.tabs.delete(key);
    }
    for (const [key, chat] of phone.chats) {
      if (!this.tabs.has(key)) {
        const tab = h("button", { type: "button", role: "tab", class: "chat-tab", data: { chat: chat.chat_id, bot: chat.bot }, "aria-controls": `chat-${phone.user_id}`, onclick: () => this.choose(key) });
        this.tabs.set(key, tab);
        this.element.append(tab);
      }
      this.#draw(this.tabs.get(key), chat, chatKey(chat) === openKey);
    }
    this.element.classList.toggle("single", this.tabs.size === 1);
  }

  #draw(tab, chat, open) {
    const last = chat.messages.at(-1);
    const words = line(chat, last, open, this.owner.nameOf);
    const sign = [open, chat.title, chat.unread, words, last?.date].join("|");
    if (tab.dataset.sign === sign) return;
    tab.dataset.sign = sign;
    tab.setAttribute("aria-selected", String(open));
    tab.tabIndex = open ? 0 : -1;
    tab.title = chat.title;
    const unread = chat.unread ? h("span", { class: "badge", "aria-label": t("unread", { count: chat.unread }) }, chat.unread) : null;
    fill(tab, avatar(chat, "small"), h("span", { class: "tab-words" },
      h("span", { class: "tab-top" }, h("strong", {}, chat.title), last && !open ? h("time", {}, hourMinute(last.date)) : null),
      h("span", { class: chat.chat_action ? "tab-line acting" : "tab-line" }, words)), unread);
  }

  #key(event) {
    const tabs = [...this.tabs.values()];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    tab.click();
  }
}

function line(chat, last, open, nameOf) {
  if (chat.chat_action) return t(`action_${chat.chat_action}`);
  if (chat.blocked) return t("is_blocked");
  if (open) return chat.type === "private" ? t("is_bot") : t("members", { count: chat.members?.length ?? 0 });
  return last ? summary(last, nameOf) : t("no_messages");
}
