// The open chat of one phone: pinned bar, messages, composer.
import { act } from "./api.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { fill, h, icon } from "./dom.js";
import { MessageList } from "./message-list.js";
import { summary } from "./summary.js";
import { watchRows } from "./touch.js";
import { t } from "./words.js";

/** Draws `chat` of the phone view `owner`. */
export class ChatView {
  constructor(owner, chat, key) {
    this.owner = owner;
    this.phone = owner.phone;
    this.chat = chat;
    this.frame = owner.element;
    this.scene = owner.store.scene;
    this.bots = owner.store.bots;
    this.presses = owner.presses;
    this.draft = owner.session.draft(owner.phone.user_id, key);
    this.pinAt = null;
    this.deeds = new Deeds(this);
    this.composer = new Composer(this);
    this.list = new MessageList(this);
    this.pinned = h("div", { class: "pinned-bar" });
    this.element = h("div", { class: "chat", role: "tabpanel", id: `chat-${this.phone.user_id}`, "aria-label": chat.title }, this.pinned, this.list.element, this.composer.element);
    watchRows(this.list.scroller, (element) => this.#find(element), {
      menu: (message, anchor) => this.deeds.menu(message, anchor),
      reply: (message) => chat.can_send && this.deeds.reply(message),
    });
    this.#acceptDrops();
    this.#showPinned();
    this.list.render();
  }

  nameOf = (id) => this.owner.store.nameOf(id);

  say(text) {
    this.owner.say(text);
  }

  openChatWith(bot) {
    this.owner.openChatWith(bot);
  }

  decorate(row) {
    this.presses.decorate(this.chat, row);
  }

  onRead() {
    this.owner.markRead();
  }

  /** Bring everything in step with the store. */
  update(arrived = null) {
    this.#showPinned();
    this.composer.update();
    this.list.render(arrived);
  }

  close() {
    this.list.close();
  }

  #find(element) {
    const holder = element.closest?.("[data-message], [data-album]");
    const row = element.closest?.("article.row");
    if (!holder || !row) return null;
    const id = holder.dataset.message ?? row.querySelector("[data-message]")?.dataset.message;
    const message = this.chat.byId.get(Number(id));
    return message ? { message, row } : null;
  }

  #showPinned() {
    const pins = this.chat.pinned ?? [];
    this.pinned.hidden = !pins.length;
    if (!pins.length) return fill(this.pinned);
    const at = pins.includes(this.pinAt) ? this.pinAt : pins.at(-1);
    const message = this.chat.byId.get(at);
    const count = pins.length > 1 ? ` ${pins.indexOf(at) + 1}/${pins.length}` : "";
    return fill(this.pinned, h("button", { type: "button", onclick: () => this.#goToPin(pins, at) }, icon("pin"),
      h("span", { class: "strip-words" }, h("strong", {}, t("pinned_message") + count), h("span", {}, message ? summary(message, this.nameOf) : t("older_message")))));
  }

  #goToPin(pins, at) {
    this.deeds.jump(at);
    this.pinAt = pins[(pins.indexOf(at) - 1 + pins.length) % pins.length];
    this.#showPinned();
  }

  #acceptDrops() {
    const over = (on) => (event) => {
      if (!this.chat.can_send || ![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      this.element.classList.toggle("dropping", on);
      if (event.type === "drop") this.composer.addFiles([...event.dataTransfer.files]);
    };
    this.element.addEventListener("dragover", over(true));
    this.element.addEventListener("dragleave", over(false));
    this.element.addEventListener("drop", over(false));
  }
}

/** Tell the server that this person has read the chat. */
export const readAll = (phone, chat) => act(phone, "read", {}, chat).catch(() => null);
