// One phone: who holds it, the chats, the open chat, toasts and dialogs.
import { act } from "./api.js";
import { ChatTabs } from "./chat-tabs.js";
import { ChatView, readAll } from "./chat-view.js";
import { avatar, fill, h, iconButton } from "./dom.js";
import { openAlert, openMenu, toast } from "./menu.js";
import { Presses } from "./presses.js";
import { chatKey } from "./store.js";
import { summary } from "./summary.js";
import { t } from "./words.js";

/** Draws one phone of the store and keeps its chats' views. */
export class PhoneView {
  constructor(phone, { store, session, speech }) {
    this.phone = phone;
    this.store = store;
    this.session = session;
    this.speak = (text) => fill(speech, text);
    this.presses = new Presses(this);
    this.toasts = h("div", { class: "toasts", role: "status" });
    this.tabs = new ChatTabs(this, (key) => this.open(key));
    this.place = h("div", { class: "chat-place" });
    this.role = h("span", { class: "phone-role" });
    this.element = h(
      "section",
      { class: "phone", data: { phone: phone.user_id }, "aria-label": t("phone_of", { name: phone.name }), onfocusin: () => (session.activePhone = phone.user_id) },
      h("header", { class: "phone-head" }, avatar(phone),
        h("div", { class: "phone-words" }, h("h2", {}, phone.name), this.role),
        iconButton("more", t("phone_menu", { name: phone.name }), (event) => this.#menu(event.currentTarget))),
      this.tabs.element, this.place, this.toasts,
    );
    this.#showRole();
    const mine = session.of(phone.user_id);
    const first = phone.chats.has(mine.open) ? mine.open : phone.chats.keys().next().value;
    if (first) this.open(first, false);
    else this.#nothing();
  }

  #nothing() {
    fill(this.place, h("p", { class: "empty" }, t("no_chats")));
  }

  #showRole() {
    const { label, role } = this.phone;
    fill(this.role, label ? h("b", {}, label) : null, role ? h("span", {}, role) : null);
    this.role.title = [label, role].filter(Boolean).join(" · ");
  }

  get openChat() {
    return this.phone.chats.get(this.openKey);
  }

  rowOf(messageId) {
    return this.view?.list.inner.querySelector(`[data-message="${messageId}"]`) ?? null;
  }

  nameOf = (id) => this.store.nameOf(id);

  /** Show one chat. */
  open(key, read = true) {
    if (!this.phone.chats.has(key)) return;
    if (this.view && this.openKey === key) return;
    this.view?.close();
    this.openKey = key;
    this.session.of(this.phone.user_id).open = key;
    this.view = new ChatView(this, this.openChat, key);
    fill(this.place, this.view.element);
    this.tabs.render();
    this.view.list.toEnd();
    if (read) this.markRead();
  }

  openChatWith(bot) {
    const chat = [...this.phone.chats.values()].find((one) => one.bot === bot && one.type === "private");
    if (chat) this.open(chatKey(chat));
  }

  /** What of this phone is seen counts as read. */
  markRead() {
    const chat = this.openChat;
    const seen = document.visibilityState === "visible" && this.element.checkVisibility() && this.view?.list.atEnd;
    if (!chat?.unread || !seen) return;
    chat.unread = 0;
    this.tabs.render();
    this.store.tell("unread", {});
    readAll(this.phone, chat);
  }

  /** Something of this phone changed; `kind` and `data` are the event. */
  changed(kind, data) {
    if (kind === "answer") return this.presses.answered(data);
    if (!this.openChat) {
      const first = this.phone.chats.keys().next().value;
      if (first) this.open(first);
    }
    this.tabs.render();
    const of = data.message ?? data.chat ?? data;
    const here = this.openChat && chatKey(of) === this.openKey;
    if (kind === "message") this.#speak(data.message, here);
    if (here && !["press", "chat_action", "read"].includes(kind)) {
      this.view.update(kind === "message" ? data.message : null);
      this.markRead();
    }
    return undefined;
  }

  #speak(message, here) {
    const own = message.author_id === this.phone.user_id;
    if (own || !here || this.session.activePhone !== this.phone.user_id) return;
    this.speak(`${message.from?.name ?? ""}: ${summary(message, this.nameOf)}`);
  }

  say(text) {
    toast(this.toasts, text);
  }

  alert(text) {
    openAlert(this.element, this.openChat?.title ?? "", text);
  }

  follow(url) {
    this.view?.deeds.follow(url);
  }

  #menu(anchor) {
    const chat = [...this.phone.chats.values()].find((one) => one.type === "private");
    const run = (deed, body = {}) => act(this.phone, deed, body).catch((refusal) => this.say(refusal.message));
    const items = [
      chat && !chat.started && { icon: "play", text: t("start"), do: () => run("start") },
      chat && { icon: "block", text: t(chat.blocked ? "unblock" : "block"), danger: !chat.blocked, do: () => run(chat.blocked ? "unblock" : "block", { bot: chat.bot }) },
      { icon: "person", text: t(this.phone.deactivated ? "activate" : "deactivate"), danger: !this.phone.deactivated, do: () => this.#switchAccount() },
    ];
    openMenu(this.element, anchor, items, t("phone_menu", { name: this.phone.name }));
  }

  async #switchAccount() {
    try {
      const { deactivated } = await act(this.phone, this.phone.deactivated ? "activate" : "deactivate");
      this.phone.deactivated = deactivated;
      this.view?.update();
    } catch (refusal) {
      this.say(refusal.message);
    }
  }
}

