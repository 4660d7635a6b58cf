// What a person can do with the messages of the open chat.
import { act } from "./api.js";
import { h } from "./dom.js";
import { openMenu } from "./menu.js";
import { summary } from "./summary.js";
import { t } from "./words.js";

const QUICK_REACTIONS = ["👍", "❤️", "🔥", "👏", "😁", "🙏"];

/** The deeds of one chat view: `view` has `phone`, `chat`, `composer`, `list`, `presses` and the phone's `say` and `frame`. */
export class Deeds {
  constructor(view) {
    this.view = view;
  }

  /** Run an act of the control API; a refusal is said in the phone. */
  async try(deed, body) {
    try {
      return await act(this.view.phone, deed, body, this.view.chat);
    } catch (refusal) {
      this.view.say(refusal.message);
      return null;
    }
  }

  command(text) {
    return this.try("send", { text });
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.view.say(t("copied"));
    } catch {
      this.view.say(t("not_copied"));
    }
  }

  /** Take links that start one of the scene's bots; others open in the browser. */
  link(url) {
    const found = url.match(/^https?:\/\/(?:t\.me|telegram\.me)\/(\w+)(?:\?start=([\w-]*))?$/i) ?? url.match(/^tg:\/\/resolve\?domain=(\w+)(?:&start=([\w-]*))?$/i);
    const bot = found && this.view.bots.find((one) => one.username.toLowerCase() === found[1].toLowerCase());
    if (!bot) return url.startsWith("tg:");
    act(this.view.phone, "start", { bot: bot.username, payload: found[2] || undefined })
      .then(() => this.view.openChatWith(bot.username))
      .catch((refusal) => this.view.say(refusal.message));
    return true;
  }

  async press(message, button) {
    if (button.url) return this.follow(button.url);
    if (button.web_app) return this.follow(button.web_app);
    if (button.switch_inline_query !== undefined) return this.view.say(t("inline_not_here"));
    if (button.copy_text !== undefined) this.copy(button.copy_text);
    this.view.list.acted();
    return this.view.presses.press(this.view.chat, message, button);
  }

  follow(url) {
    if (!this.link(url) && /^https?:/i.test(url)) window.open(url, "_blank", "noopener");
  }

  jump(messageId) {
    if (!this.view.list.jump(messageId)) this.view.say(t("message_gone"));
  }

  reply(message) {
    this.view.composer.reply(message);
  }

  react(message, emoji) {
    return this.try("reaction", { message_id: message.message_id, emoji });
  }

  /** The menu of one message, near `anchor`. */
  menu(message, anchor) {
    const { view } = this;
    const mine = message.author_id === view.phone.user_id;
    const text = message.text ?? message.caption ?? "";
    const canSend = view.chat.can_send;
    const items = [
      canSend && { icon: "reply", text: t("reply"), do: () => this.reply(message) },
      canSend && mine && (text || message.photo || message.document) && !message.forward && { icon: "edit", text: t("edit"), do: () => view.composer.edit(message) },
      text && !message.protected && { icon: "copy", text: t("copy"), do: () => this.copy(text) },
      !message.protected && { icon: "forward", text: t("forward"), do: () => this.forward(message, anchor) },
      mine && { icon: "trash", text: t("delete"), danger: true, do: () => this.try("delete", { message_id: message.message_id }) },
    ];
    const mood = (close) => h("div", { class: "moods" }, QUICK_REACTIONS.map((emoji) => h(
      "button",
      { type: "button", "aria-label": t("react", { emoji }), onclick: () => { close(); this.react(message, emoji); } },
      emoji,
    )));
    openMenu(view.frame, anchor, items, summary(message, view.nameOf), mood);
  }

  forward(message, anchor) {
    const { view } = this;
    const targets = [...view.phone.chats.values()].filter((chat) => chat.can_send);
    openMenu(view.frame, anchor, targets.map((chat) => ({
      icon: chat.type === "private" ? "person" : "people",
      text: chat.title,
      do: () => act(view.phone, "send", { forward: { chat_id: view.chat.chat_id, message_id: message.message_id } }, chat)
        .then(() => view.say(t("forwarded_to", { title: chat.title })))
        .catch((refusal) => view.say(refusal.message)),
    })), t("forward"));
  }
}
