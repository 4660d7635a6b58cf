// Where a person writes: text, attachments, answers and edits; the bot's commands and its large keys.
import { act } from "./api.js";
import { openAttachSheet, openPlace } from "./attach.js";
import { CommandList } from "./commands.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { attachmentOf, attachmentsOfSample, requests } from "./outgoing.js";
import { replyKeyboard } from "./reply-keyboard.js";
import { summary } from "./summary.js";
import { t } from "./words.js";

const TALLEST = 180; // pixels the field grows to

/** `view`: `phone`, `chat`, `draft`, `scene`, `frame`, `say(text)`, `nameOf`, `list`. */
export class Composer {
  constructor(view) {
    this.view = view;
    this.draft = view.draft;
    this.commands = new CommandList((command) => this.#sendText(`/${command}`), () => this.field.focus());
    this.strip = h("div", { class: "compose-strip" });
    this.tray = h("div", { class: "tray" });
    this.field = h("textarea", {
      rows: "1", "aria-label": t("write_to", { title: view.chat.title }), spellcheck: "false", enterkeyhint: "send",
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#paste(event),
    });
    this.commandButton = iconButton("slash", t("commands"), () => this.commands.toggle(this.view.chat.commands));
    this.keysButton = iconButton("keys", t("keyboard"), () => this.#toggleKeys());
    this.sendButton = h("button", { type: "button", class: "send", "aria-label": t("send"), title: t("send"), onclick: () => this.send() }, icon("send"));
    this.bar = h("div", { class: "compose-bar" },
      iconButton("clip", t("attach"), () => this.#attach()), this.commandButton, this.field, this.keysButton, this.sendButton);
    this.keys = h("div", { class: "reply-keys-place" });
    this.body = h("div", { class: "composer-body" }, this.commands.element, this.strip, this.tray, this.bar, this.keys);
    this.element = h("div", { class: "composer" });
    this.field.value = this.draft.text;
    this.update();
  }

  /** Bring the composer in step with the chat: may this person write, which keys, which commands. */
  update() {
    const { chat } = this.view;
    const mode = this.#mode();
    if (mode !== this.mode) {
      this.mode = mode;
      fill(this.element, mode === "write" ? this.body : this.#instead(mode));
      requestAnimationFrame(() => this.#grow());
    }
    if (mode !== "write") return;
    this.#takeForceReply();
    const { kind, placeholder } = chat.keyboard ?? {};
    this.field.placeholder = placeholder || t("write");
    this.commandButton.hidden = !chat.commands?.length;
    this.keysButton.hidden = kind !== "reply";
    this.#showKeys();
    this.#showStrip();
    this.#showTray();
    this.#showSend();
  }

  #mode() {
    const { chat, phone } = this.view;
    if (phone.deactivated) return "deactivated";
    if (chat.blocked) return "blocked";
    if (chat.type === "private" && !chat.started) return "start";
    return chat.can_send === false || chat.is_member === false ? "closed" : "write";
  }

  #instead(mode) {
    if (mode === "start") return this.#big(t("start"), "start");
    if (mode === "blocked") return this.#big(t("unblock"), "unblock");
    return h("p", { class: "composer-closed" }, t(mode === "deactivated" ? "deactivated" : "cannot_write"));
  }

  #big(text, deed) {
    const { phone, chat } = this.view;
    const body = deed === "start" ? { bot: chat.bot } : { bot: chat.bot, chat_id: chat.chat_id };
    return h("button", { type: "button", class: "start", onclick: () => act(phone, deed, body).catch((refusal) => this.view.say(refusal.message)) }, text);
  }

  #takeForceReply() {
    const { keyboard, byId } = this.view.chat;
    if (keyboard?.kind !== "force_reply" || this.draft.forceDismissed === keyboard.message_id || this.draft.editing) return;
    const message = byId.get(keyboard.message_id);
    if (!message || this.draft.reply === keyboard.message_id) return;
    this.draft.reply = keyboard.message_id;
    this.draft.forced = true;
    if (this.view.frame.contains(document.activeElement)) this.field.focus({ preventScroll: true });
  }

  #showStrip() {
    const { reply, editing } = this.draft;
    const message = this.view.chat.byId.get(editing ?? reply);
    this.strip.hidden = !message;
    if (!message) return fill(this.strip);
    const head = editing ? t("editing") : t("reply_to", { name: message.from?.name ?? "" });
    return fill(this.strip, icon(editing ? "edit" : "reply"),
      h("div", { class: "strip-words" }, h("strong", {}, head), h("span", {}, summary(message, this.view.nameOf))),
      iconButton("close", t("cancel"), () => this.#leaveStrip()));
  }

  #leaveStrip() {
    if (this.draft.editing) this.#setText("");
    const { keyboard } = this.view.chat;
    if (keyboard?.kind === "force_reply") this.draft.forceDismissed = keyboard.message_id;
    Object.assign(this.draft, { reply: null, editing: null });
    this.update();
    this.field.focus();
  }

  #showTray() {
    const { attachments } = this.draft;
    this.tray.hidden = !attachments.length;
    fill(this.tray, attachments.map((one, index) => h("div", { class: "pending", title: one.name },
      one.preview ? h("img", { src: one.preview, alt: "" }) : icon({ location: "place", voice: "voice", audio: "voice", photo: "photo", video: "play" }[one.kind] ?? "file"),
      h("span", {}, one.name || t("kind_location")),
      iconButton("close", t("remove_attachment", { name: one.name || t("kind_location") }), () => {
        attachments.splice(index, 1);
        this.update();
        this.field.focus();
      }))));
  }

  #showKeys() {
    const { chat } = this.view;
    const { keyboard } = chat;
    const hidden = this.draft.hiddenKeyboard === keyboard?.message_id && keyboard?.kind === "reply" && !keyboard.persistent;
    this.keysButton.setAttribute("aria-expanded", String(!hidden));
    const sign = JSON.stringify([keyboard, hidden]);
    if (sign === this.keysSign) return;
    this.keysSign = sign;
    fill(this.keys, keyboard?.kind === "reply" && !hidden ? replyKeyboard(keyboard, (key) => this.#pressKey(key)) : null);
  }

  #toggleKeys() {
    const { message_id: id } = this.view.chat.keyboard;
    this.draft.hiddenKeyboard = this.draft.hiddenKeyboard === id ? null : id;
    this.update();
  }

  async #pressKey(key) {
    const { keyboard } = this.view.chat;
    if (key.request_contact) return this.#post([{ contact: { self: true } }]);
    if (key.request_location) return openPlace(this.view, (location) => this.#post([{ location }]));
    if (keyboard.one_time) this.draft.hiddenKeyboard = keyboard.message_id;
    const reply = this.draft.reply ?? undefined;
    this.draft.reply = null;
    return this.#post([{ text: key.text, reply_to: reply }]);
  }

  #attach() {
    openAttachSheet(this.view, {
      sample: (sample) => this.take(sample),
      files: (files, asFile) => this.addFiles(files, asFile),
      place: (location) => this.#post([{ location }]),
      contact: () => this.#post([{ contact: { self: true } }]),
    });
  }

  /** Put a sample of the scene into the composer, ready to send. */
  take(sample) {
    this.draft.editing = null;
    if (sample.text) this.#setText(sample.text);
    this.draft.attachments.push(...attachmentsOfSample(sample));
    this.update();
    this.field.focus();
  }

  async addFiles(files, asFile = false) {
    this.draft.attachments.push(...(await Promise.all(files.map((file) => attachmentOf(file, asFile)))));
    this.update();
    this.field.focus();
  }

  #paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.addFiles(files);
  }

  /** Answer this message with the next one sent. */
  reply(message) {
    Object.assign(this.draft, { reply: message.message_id, editing: null });
    this.update();
    this.field.focus();
  }

  /** Change this own message instead of sending a new one. */
  edit(message) {
    Object.assign(this.draft, { editing: message.message_id, reply: null });
    this.#setText(message.text ?? message.caption ?? "");
    this.update();
    this.field.focus();
  }

  editLast() {
    const last = this.view.chat.messages.findLast((one) => one.author_id === this.view.phone.user_id && one.text);
    if (last) this.edit(last);
  }

  #setText(text) {
    this.field.value = text;
    this.commands.hide();
    this.#changed();
  }

  #typed() {
    this.commands.typed(this.field.value, this.view.chat.commands);
    this.#changed();
  }

  #changed() {
    this.draft.text = this.field.value;
    this.#grow();
    this.#showSend();
  }

  #grow() {
    if (!this.field.isConnected) return;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
  }

  #showSend() {
    this.sendButton.disabled = !(this.field.value.trim() || this.draft.attachments.length);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return; // an input method is still building the letter
    if (this.commands.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && (this.draft.reply || this.draft.editing)) {
      this.#leaveStrip();
    } else if (event.key === "ArrowUp" && !this.field.value && !this.draft.attachments.length) {
      event.preventDefault();
      this.editLast();
    }
  }

  /** Send what is written and attached; on a refusal it all comes back. */
  async send() {
    const text = this.field.value.trim();
    const { attachments, reply, editing } = this.draft;
    if (!text && !attachments.length) return;
    const before = { ...this.draft };
    this.#setText("");
    Object.assign(this.draft, { attachments: [], reply: null, editing: null, forceDismissed: this.view.chat.keyboard?.message_id ?? null });
    this.update();
    const done = editing ? await this.#change(editing, text) : await this.#post(await requests(text, attachments, reply));
    if (done) return;
    Object.assign(this.draft, before);
    this.#setText(before.text);
    this.update();
  }

  async #change(messageId, text) {
    const message = this.view.chat.byId.get(messageId);
    return this.#try("edit", { message_id: messageId, [message?.text === undefined ? "caption" : "text"]: text });
  }

  #sendText(text) {
    this.#setText("");
    return this.#post([{ text }]);
  }

  async #post(bodies) {
    for (const body of bodies) if (!(await this.#try("send", body))) return false;
    return true;
  }

  async #try(deed, body) {
    try {
      await act(this.view.phone, deed, body, this.view.chat);
      return true;
    } catch (refusal) {
      this.view.say(refusal.message);
      return false;
    }
  }
}
