// The people with phones: on a narrow window one phone is shown at a time, and this chooses it.
import { avatar, fill, h } from "./dom.js";
import { t } from "./words.js";

/** `go(userId)` brings a phone into view. */
export class PeopleBar {
  constructor(store, go) {
    this.store = store;
    this.go = go;
    this.element = h("nav", { class: "people", "aria-label": t("phones") });
  }

  render(active) {
    this.element.classList.toggle("many", this.store.phones.size > 4); // more than stand side by side
    const focused = document.activeElement?.dataset?.switch;
    fill(this.element, [...this.store.phones.values()].map((phone) => {
      const unread = [...phone.chats.values()].reduce((sum, chat) => sum + (chat.unread || 0), 0);
      const attributes = { type: "button", data: { switch: phone.user_id }, "aria-pressed": String(phone.user_id === active), title: [phone.name, phone.label || phone.role].filter(Boolean).join(" · "), onclick: () => this.go(phone.user_id) };
      return h("button", attributes, avatar(phone, "small"), h("span", { class: "people-words" }, h("strong", {}, phone.label || phone.name)),
        unread ? h("span", { class: "badge", "aria-label": t("unread", { count: unread }) }, unread) : null);
    }));
    if (focused) this.element.querySelector(`[data-switch="${focused}"]`)?.focus();
    this.element.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
